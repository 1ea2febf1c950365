import { actionLabel } from "#ui/features/admin/audit-actions.ts";
import { Outcome } from "#ui/features/admin/outcome.tsx";
import type { AuditEntry } from "#ui/features/admin/queries/audit.ts";
import { NoValue } from "#ui/design/no-value.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Timestamp } from "#ui/design/timestamp.tsx";

export function auditColumns(onActor: (actor: string) => void): readonly Column<AuditEntry>[] {
  return [
    { id: "at", header: "Time", width: "w-48", cell: (entry) => <Timestamp at={entry.at} /> },
    {
      id: "actor",
      header: "Who",
      width: "w-40",
      cell: (entry) => (
        <span className="flex flex-col items-start max-sm:py-1">
          <button
            type="button"
            data-tooltip="Only by this person"
            onClick={() => onActor(entry.actor)}
            className="max-w-36 truncate rounded-sm font-medium hover:underline"
          >
            {entry.actor}
          </button>
          <span className="max-w-36 truncate text-xs text-muted sm:hidden">{actionLabel(entry.action)}</span>
        </span>
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
