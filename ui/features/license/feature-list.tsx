import { Check, Lock } from "lucide-react";
import { featureWords } from "#ui/features/license/license-words.ts";
import type { License } from "#ui/features/license/queries/license.ts";
import { Badge } from "#ui/design/badge.tsx";
import { Panel } from "#ui/design/panel.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";

type Feature = License["features"][number];

const columns: readonly Column<Feature>[] = [
  {
    id: "feature",
    header: "Feature",
    cell: ({ feature, description }) => (
      <span className="block py-1.5 whitespace-normal">
        <span className="font-medium">{featureWords[feature]}</span>
        <span className="block text-xs text-muted">{description}</span>
      </span>
    ),
  },
  {
    id: "state",
    header: "State",
    width: "w-52",
    cell: ({ enabled, reason }) => (
      <Badge tone={enabled ? "good" : "quiet"} icon={enabled ? <Check aria-hidden /> : <Lock aria-hidden />}>
        {reason}
      </Badge>
    ),
  },
];

export function FeatureList({ license }: { readonly license: License }) {
  return (
    <Panel title="Licensed features">
      <Table label="What the license switches on" columns={columns} rows={license.features} rowKey={({ feature }) => feature} />
    </Panel>
  );
}
