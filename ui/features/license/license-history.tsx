import { useQuery } from "@tanstack/react-query";
import { dayOf } from "#ui/features/license/license-words.ts";
import type { PastLicense } from "#ui/features/license/queries/license.ts";
import { licenseHistoryQuery } from "#ui/features/license/queries/license.ts";
import { Loaded } from "#ui/design/loaded.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";

const columns: readonly Column<PastLicense>[] = [
  { id: "sequence", header: "Sequence", align: "end", width: "w-20", cell: ({ sequence }) => sequence },
  { id: "tier", header: "Tier", cell: ({ tier }) => tier },
  { id: "by", header: "Applied by", cell: ({ acceptedBy }) => (acceptedBy === "settings" ? "Configuration" : acceptedBy) },
  { id: "at", header: "When", align: "end", width: "w-28", cell: ({ acceptedAt }) => <RelativeTime at={acceptedAt} /> },
  { id: "ends", header: "Ends", align: "end", width: "w-28", wideOnly: true, cell: ({ expiresAt }) => dayOf(expiresAt) },
];

/** Every license that was ever accepted; the highest sequence holds. */
export function LicenseHistory() {
  const query = useQuery(licenseHistoryQuery);
  return (
    <Panel title="History">
      <Loaded query={query} skeleton={<SkeletonRows rows={2} columns={4} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="p-4 text-sm text-muted">No license was applied yet.</p>
          ) : (
            <Table label="License history" columns={columns} rows={items} rowKey={({ sequence }) => String(sequence)} />
          )
        }
      </Loaded>
    </Panel>
  );
}
