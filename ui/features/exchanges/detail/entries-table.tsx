import { EyeOff } from "lucide-react";
import { Badge } from "#ui/design/badge.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { CopyButton } from "#ui/design/copy-button.tsx";
import type { EntryChange } from "./snapshot-changes.ts";

interface EntriesTableProps {
  readonly label: string;
  readonly changes: readonly EntryChange[];
}

const marks = {
  added: { tone: "good", row: "bg-good-soft/50" },
  removed: { tone: "bad", row: "bg-bad-soft/50" },
  changed: { tone: "warn", row: "bg-warn-soft/50" },
} as const;

/** Names and values; what changed says so, with the value before. */
export function EntriesTable({ label, changes }: EntriesTableProps) {
  return (
    <table aria-label={label} className="w-full table-fixed border-separate border-spacing-0 text-sm">
      <thead className="sr-only">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ name, change, value, before, redacted }) => (
          <tr key={name} className={classNames("group/row", change !== "same" && marks[change].row)}>
            <th
              scope="row"
              className="w-2/5 border-b border-line/60 px-4 py-1.5 text-left align-top text-xs font-medium break-words group-last/row:border-b-0 md:w-1/3"
            >
              <code>{name}</code>
              {change !== "same" && (
                <span className="ml-2 align-middle">
                  <Badge tone={marks[change].tone}>{change}</Badge>
                </span>
              )}
            </th>
            <td className="border-b border-line/60 py-1.5 pr-4 align-top font-mono text-xs break-words group-last/row:border-b-0">
              <span className="flex items-start justify-between gap-2">
                <span className="min-w-0">
                  {change === "changed" && <del className="block text-muted">{before}</del>}
                  {redacted ? (
                    <span
                      className="inline-flex items-center gap-1 text-warn"
                      data-tooltip="Redacted in the application, before it was sent"
                    >
                      <EyeOff aria-hidden className="size-3.5" />
                      redacted {value !== "" && <span className="text-muted">{value}</span>}
                    </span>
                  ) : change === "removed" ? (
                    <del className="text-muted">{value}</del>
                  ) : (
                    value
                  )}
                </span>
                {!redacted && (
                  <CopyButton
                    text={value}
                    label={`Copy ${name}`}
                    className="-my-1.5 opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100"
                  />
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
