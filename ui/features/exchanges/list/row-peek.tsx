import { useQuery } from "@tanstack/react-query";
import { ArrowRight, ChevronRight, PanelRight } from "lucide-react";
import { Fragment } from "react";
import { Button, buttonClass } from "#ui/design/button.tsx";
import { CopyButton } from "#ui/design/copy-button.tsx";
import { statusLooks } from "#ui/design/exchange-status.ts";
import { Skeleton } from "#ui/design/skeleton.tsx";
import { formatDuration } from "#ui/lib/format/duration.ts";
import { formatCount } from "#ui/lib/format/number.ts";
import { StepIcon } from "../detail/step-icon.tsx";
import type { Step } from "../detail/step-tree.ts";
import { ExchangeLink } from "../exchange-link.tsx";
import { exchangeQuery } from "../queries/exchange-detail.ts";
import type { ExchangeRow } from "../queries/list-exchanges.ts";
import { hasError } from "./cells.tsx";
import { pathSummary } from "./path-summary.ts";

/** Fixed, so that rows never move by themselves. */
export const peekHeight = 168;

interface RowPeekProps {
  readonly row: ExchangeRow;
  readonly columns: number;
  readonly onBeside: () => void;
}

/** What is worth knowing before opening an exchange: its error and the five steps that matter. */
export function RowPeek({ row, columns, onBeside }: RowPeekProps) {
  return (
    <div
      role="gridcell"
      aria-colindex={1}
      aria-colspan={columns}
      data-peek
      className="border-t border-line/60 bg-sunken"
      style={{ height: peekHeight }}
    >
      <div className="sticky left-0 flex h-full max-w-[min(100cqw,1200px)] flex-col gap-2.5 overflow-y-auto px-4 py-3">
        {hasError(row) ? (
          <div className="min-w-0 text-sm">
            {row.errorClass !== "" && <code className="text-xs font-medium text-bad">{row.errorClass}</code>}
            <p className="mt-0.5 line-clamp-2 break-words">{row.errorMessage}</p>
          </div>
        ) : (
          <p className="text-sm text-muted">{statusLooks[row.status].meaning}.</p>
        )}
        <Path row={row} />
        <div className="mt-auto flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
          <ExchangeLink exchange={row} className={buttonClass({ size: "sm" })}>
            Open exchange <ArrowRight aria-hidden className="size-3.5" />
          </ExchangeLink>
          <Button size="sm" variant="ghost" icon={<PanelRight aria-hidden className="size-3.5" />} data-tooltip-keys="o" onClick={onBeside}>
            Beside the list
          </Button>
          <Id name="Exchange" value={row.exchangeId} />
          {row.traceId !== "" && <Id name="Trace" value={row.traceId} />}
          <span>{row.instance}</span>
          <span className="truncate">from {row.fromUri}</span>
        </div>
      </div>
    </div>
  );
}

function Id({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <span className="flex items-center">
      {name}&nbsp;<code className="text-2xs text-ink">{value}</code>
      <CopyButton text={value} label={`Copy ${name.toLowerCase()} id`} />
    </span>
  );
}

function Path({ row }: { readonly row: ExchangeRow }) {
  const { data, isError } = useQuery(exchangeQuery({ id: row.id, at: row.startTime }));
  if (isError) return <p className="text-xs text-muted">The steps could not be loaded.</p>;
  if (data === undefined) return <Skeleton className="h-6 w-96" />;
  const { steps, skipped } = pathSummary(data.steps, row.failedNode);
  if (steps.length === 0) return <p className="text-xs text-muted">No steps were captured for this exchange.</p>;
  return (
    <ol aria-label="Path" className="flex min-w-0 items-center gap-1 overflow-hidden">
      {steps.map((step, at) => (
        <Fragment key={step.index}>
          {at > 0 && <ChevronRight aria-hidden className="size-3 shrink-0 text-faint" />}
          {skipped > 0 && at === steps.length - 1 && <li className="px-1 text-xs text-muted">{formatCount(skipped)} more</li>}
          <PathStep step={step} />
        </Fragment>
      ))}
    </ol>
  );
}

function PathStep({ step }: { readonly step: Step }) {
  return (
    <li className="flex h-6 max-w-56 min-w-0 items-center gap-1.5 rounded-sm border border-line bg-surface px-1.5 text-xs">
      <StepIcon step={step} className="size-3" />
      <span className="truncate">{(step.label || step.node || step.kind).slice(0, 80)}</span>
      <span className="shrink-0 text-faint tabular">{formatDuration(step.durationMicros)}</span>
    </li>
  );
}
