import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { CircleCheck, CircleX, ScrollText } from "lucide-react";
import { actionLabel, knownActions } from "#ui/features/admin/audit-actions.ts";
import type { AuditEntry } from "#ui/features/admin/queries/audit.ts";
import { auditQuery } from "#ui/features/admin/queries/audit.ts";
import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Fact, Facts } from "#ui/design/facts.tsx";
import { Select } from "#ui/design/input.tsx";
import { LoadOlder } from "#ui/design/load-older.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Snippet } from "#ui/design/snippet.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { Timestamp } from "#ui/design/timestamp.tsx";

const route = getRouteApi("/shell/admin/audit");

export function AuditPage() {
  const { action, actor } = route.useSearch();
  const query = useInfiniteQuery(auditQuery({ action, actor }));
  const navigate = useNavigate();
  const narrow = (change: { action?: string | undefined; actor?: string | undefined }) =>
    void navigate({ to: ".", replace: true, search: (old) => ({ ...old, ...change }) });
  return (
    <>
      <PageHeader title="Audit" description="What was done by whom. Entries cannot be changed." />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Select
          aria-label="Action"
          value={action ?? ""}
          className="w-52!"
          onChange={(event) => narrow({ action: event.target.value || undefined })}
        >
          <option value="">All actions</option>
          {knownActions.map((one) => (
            <option key={one} value={one}>
              {actionLabel(one)}
            </option>
          ))}
        </Select>
        {actor !== undefined && (
          <Button size="md" onClick={() => narrow({ actor: undefined })}>
            By {actor} ✕
          </Button>
        )}
      </div>
      <Loaded query={query} skeleton={<AuditSkeleton />}>
        {({ pages }, stale) => {
          const entries = pages.flatMap((page) => page.items);
          if (entries.length === 0) return <NothingFound onClear={() => narrow({ action: undefined, actor: undefined })} />;
          return (
            <Panel>
              <Table
                label="Audit log"
                columns={columnsFor((name) => narrow({ actor: name }))}
                rows={entries}
                rowKey={(entry) => entry.id}
                details={EntryDetails}
                stale={stale}
              />
              <LoadOlder query={query} />
            </Panel>
          );
        }}
      </Loaded>
    </>
  );
}

function columnsFor(onActor: (actor: string) => void): readonly Column<AuditEntry>[] {
  return [
    { id: "at", header: "Time", width: "w-48", cell: (entry) => <Timestamp at={entry.at} /> },
    {
      id: "actor",
      header: "Who",
      width: "w-40",
      cell: (entry) => (
        <button
          type="button"
          data-tooltip="Only by this person"
          onClick={() => onActor(entry.actor)}
          className="max-w-36 truncate rounded-sm font-medium hover:underline"
        >
          {entry.actor}
        </button>
      ),
    },
    { id: "action", header: "What", wideOnly: true, cell: (entry) => actionLabel(entry.action) },
    {
      id: "target",
      header: "Target",
      width: "w-64",
      wideOnly: true,
      cell: (entry) =>
        entry.target === "" ? (
          <NoValue meaning="None" />
        ) : (
          <span className="block max-w-60 truncate font-mono text-xs">{entry.target}</span>
        ),
    },
    { id: "outcome", header: "Result", width: "w-28", wideOnly: true, cell: (entry) => <Outcome outcome={entry.outcome} /> },
    {
      id: "ip",
      header: "From",
      width: "w-36",
      wideOnly: true,
      cell: (entry) => <span className="font-mono text-xs">{entry.ip || <NoValue />}</span>,
    },
  ];
}

function Outcome({ outcome }: { readonly outcome: AuditEntry["outcome"] }) {
  if (outcome === "success")
    return (
      <Badge tone="good" icon={<CircleCheck aria-hidden />}>
        Done
      </Badge>
    );
  return (
    <Badge tone="bad" icon={<CircleX aria-hidden />}>
      Refused
    </Badge>
  );
}

function EntryDetails(entry: AuditEntry) {
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <Facts>
        <Fact name="What">{actionLabel(entry.action)}</Fact>
        <Fact name="Target">{entry.target || <NoValue meaning="None" />}</Fact>
        <Fact name="Result">
          <Outcome outcome={entry.outcome} />
        </Fact>
        <Fact name="From">{entry.ip || <NoValue />}</Fact>
        <Fact name="Entry">
          <span className="font-mono text-xs">{entry.id}</span>
        </Fact>
      </Facts>
      {Object.keys(entry.detail).length > 0 && <Snippet title="Detail" label="Copy detail" text={JSON.stringify(entry.detail, null, 2)} />}
    </div>
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
