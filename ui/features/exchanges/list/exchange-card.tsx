import { memo } from "react";
import { classNames } from "#ui/design/class-names.ts";
import { StatusText } from "#ui/design/status-badge.tsx";
import { Timestamp } from "#ui/design/timestamp.tsx";
import { formatDuration } from "#ui/lib/format/duration.ts";
import { ExchangeLink } from "../exchange-link.tsx";
import type { ExchangeRow } from "../queries/list-exchanges.ts";
import { Attributes, ErrorText, hasError } from "./cells.tsx";
import { rowElementId } from "./exchange-row.tsx";

interface CardProps {
  readonly row: ExchangeRow;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly active: boolean;
  /** Whether the rows are of more than one day. */
  readonly dated: boolean;
}

/** A row on a phone: the same facts in three lines; the whole card leads to the exchange. */
export const ExchangeCard = memo(function ExchangeCard({ row, index, top, height, active, dated }: CardProps) {
  return (
    <div
      role="row"
      id={rowElementId(row.id)}
      aria-rowindex={index + 2}
      data-row={row.id}
      style={{ height, translate: `0 ${top}px` }}
      className={classNames(
        "absolute inset-x-0 top-0 border-b border-line/70",
        row.status === "failed" && "row-failed",
        active && "bg-hover",
      )}
    >
      <div role="gridcell" className="relative flex h-full flex-col justify-center gap-0.5 px-4 text-sm">
        <div className="flex items-center justify-between gap-3 text-xs">
          <StatusText status={row.status} />
          <span className="text-muted">
            <Timestamp at={row.startTime} short={!dated} />
          </span>
        </div>
        <div className="flex items-baseline justify-between gap-3">
          <ExchangeLink exchange={row} className="min-w-0 truncate font-medium after:absolute after:inset-0">
            {row.route} <span className="font-normal text-muted">{row.app}</span>
          </ExchangeLink>
          <span className="shrink-0 tabular">{row.status === "running" ? "…" : formatDuration(row.durationMicros)}</span>
        </div>
        <div className="truncate text-xs text-muted">
          {hasError(row) ? (
            <ErrorText row={row} />
          ) : Object.keys(row.attributes).length > 0 ? (
            <Attributes row={row} />
          ) : (
            <code>{row.exchangeId}</code>
          )}
        </div>
      </div>
    </div>
  );
});
