import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import type { ExchangeDetail } from "../queries/exchange-detail.ts";
import type { LineageEntry } from "../queries/exchange-lineage.ts";
import { DiffLines } from "./diff-lines.tsx";
import { EntriesTable } from "./entries-table.tsx";

interface LineageStepProps {
  readonly exchange: ExchangeDetail;
  readonly entry: LineageEntry;
  readonly onShowStep: (index: number) => void;
}

const parts = [
  ["headers", "Headers", "header", "headers"],
  ["properties", "Exchange properties", "property", "properties"],
  ["variables", "Variables", "variable", "variables"],
] as const;

/** One step and what it changed; a step that changed nothing is one line. */
export function LineageStep({ exchange, entry, onShowStep }: LineageStepProps) {
  const { step, node, body } = entry;
  const run = exchange.steps.find(({ index }) => index === step);
  const changed = parts.filter(([part]) => entry[part].length > 0);
  const untouched = changed.length === 0 && body === null;
  return (
    <li className="overflow-clip rounded-lg border border-line bg-surface">
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <span className="min-w-0 truncate text-sm font-medium">{run?.label || node || nameOf(entry, exchange)}</span>
        {entry.phase === "error" && <Badge tone="bad">at the error</Badge>}
        {untouched && <span className="text-sm text-muted">left the message as it was</span>}
        <span className="ml-auto flex items-center gap-2">
          {changed.map(([part, , one, several]) => (
            <Badge key={part} tone="warn">
              {entry[part].length} {entry[part].length === 1 ? one : several}
            </Badge>
          ))}
          {body !== null && <Badge tone="warn">body</Badge>}
          {run !== undefined && (
            <Button variant="ghost" size="sm" onClick={() => onShowStep(step)}>
              Show step
            </Button>
          )}
        </span>
      </div>
      {changed.map(([part, title]) => (
        <section key={part} aria-label={title} className="border-t border-line">
          <h3 className="bg-sunken px-4 py-1 text-2xs font-medium text-muted">{title}</h3>
          <EntriesTable
            label={title}
            changes={entry[part].map(({ after, before, ...change }) => ({ ...change, before, value: after ?? before ?? "" }))}
          />
        </section>
      ))}
      {body !== null && <DiffLines body={body} />}
    </li>
  );
}

function nameOf({ phase }: LineageEntry, { fromUri, route }: ExchangeDetail): string {
  return phase === "out" ? `After the last step of ${route}` : fromUri || route;
}
