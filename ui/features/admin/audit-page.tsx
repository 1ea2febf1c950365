import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Download, ScrollText, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { auditColumns } from "#ui/features/admin/audit-columns.tsx";
import { AuditFilters } from "#ui/features/admin/audit-filters.tsx";
import { EntryDetails } from "#ui/features/admin/entry-details.tsx";
import { auditQuery, exportAddress } from "#ui/features/admin/queries/audit.ts";
import type { AuditSearch } from "#ui/features/admin/search.ts";
import { VerifyDialog } from "#ui/features/admin/verify-dialog.tsx";
import { Button, buttonClass } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { LoadOlder } from "#ui/design/load-older.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Table } from "#ui/design/table.tsx";

const route = getRouteApi("/shell/admin/audit");

export function AuditPage() {
  const search = route.useSearch();
  const query = useInfiniteQuery(auditQuery(search));
  const navigate = useNavigate();
  const [verifying, setVerifying] = useState(false);
  const narrow = (change: AuditSearch) => void navigate({ to: ".", replace: true, search: (old) => ({ ...old, ...change }) });
  return (
    <>
      <PageHeader
        title="Audit"
        description="What was done by whom. Entries cannot be changed, and each vouches for the one before."
        actions={
          <>
            <Button icon={<ShieldCheck aria-hidden className="size-3.5" />} onClick={() => setVerifying(true)}>
              Verify
            </Button>
            <a href={exportAddress(search)} download className={buttonClass()}>
              <Download aria-hidden className="size-3.5" /> Export
            </a>
          </>
        }
      />
      <AuditFilters search={search} onNarrow={narrow} />
      <Loaded query={query} skeleton={<AuditSkeleton />}>
        {({ pages }, stale) => {
          const entries = pages.flatMap((page) => page.items);
          if (entries.length === 0) return <NothingFound onClear={() => void navigate({ to: ".", replace: true, search: {} })} />;
          return (
            <Panel>
              <Table
                label="Audit log"
                columns={auditColumns((actor) => narrow({ actor }))}
                rows={entries}
                rowKey={(entry) => entry.id}
                details={(entry) => <EntryDetails entry={entry} onTarget={(target) => narrow({ target })} />}
                stale={stale}
              />
              <LoadOlder query={query} />
            </Panel>
          );
        }}
      </Loaded>
      {verifying && <VerifyDialog onClose={() => setVerifying(false)} />}
    </>
  );
}

function AuditSkeleton() {
  return (
    <Panel>
      <SkeletonRows columns={5} rows={10} />
    </Panel>
  );
}

function NothingFound({ onClear }: { readonly onClear: () => void }) {
  return (
    <Panel>
      <EmptyState icon={ScrollText} title="No entry matches" actions={<Button onClick={onClear}>Clear filters</Button>}>
        Sign-ins, changes of users and commands are recorded here.
      </EmptyState>
    </Panel>
  );
}
