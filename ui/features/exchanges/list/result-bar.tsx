import { ListFilter, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#ui/design/button.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { formatCount } from "#ui/lib/format/number.ts";

interface ResultBarProps {
  readonly loaded: number;
  /** All matches in the range, when known. */
  readonly total: number | undefined;
  readonly tookMs: number | undefined;
  readonly picked: number;
  readonly onClearPicked: () => void;
  /** Shown where the filters are hidden. */
  readonly onShowFilters: (() => void) | undefined;
  readonly children: ReactNode;
}

/** The line above the rows: how many, how long it took, and what can be done with them. */
export function ResultBar({ loaded, total, tookMs, picked, onClearPicked, onShowFilters, children }: ResultBarProps) {
  return (
    <div className="flex h-9 shrink-0 items-center gap-2 border-b border-line bg-surface pr-2 pl-4 text-xs">
      {onShowFilters && (
        <Button size="sm" variant="ghost" className="-ml-2" icon={<ListFilter aria-hidden className="size-3.5" />} onClick={onShowFilters}>
          Filters
        </Button>
      )}
      {picked > 0 ? (
        <span className="flex items-center gap-1 font-medium text-accent">
          {formatCount(picked)} picked
          <IconButton size="sm" label="Clear picked rows" icon={<X aria-hidden />} onClick={onClearPicked} />
        </span>
      ) : (
        <p className="min-w-0 truncate text-muted tabular">
          <span className="font-medium text-ink">{formatCount(loaded)}</span>
          {total !== undefined && total > loaded && ` of ${formatCount(total)}`} {loaded === 1 ? "exchange" : "exchanges"}
          {tookMs !== undefined && <span className="max-sm:hidden"> · {formatCount(Math.round(tookMs))} ms</span>}
        </p>
      )}
      <div className="ml-auto flex items-center gap-1">{children}</div>
    </div>
  );
}
