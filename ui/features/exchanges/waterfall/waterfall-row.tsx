import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { Tone } from "#ui/design/badge.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { toneText } from "#ui/design/exchange-status.ts";
import { formatDuration } from "#ui/lib/format/duration.ts";
import type { BarPlace } from "./time-scale.ts";

export const rowHeights = { wide: 30, narrow: 46 } as const;

/** How a node of the tree looks in its row. */
export interface RowLook {
  readonly label: ReactNode;
  /** What is read out behind the label, since it is only seen. */
  readonly spoken: string;
  readonly tone: Tone;
  readonly hollow?: boolean;
}

interface WaterfallRowProps {
  readonly id: string;
  readonly look: RowLook;
  readonly depth: number;
  readonly expandable: boolean;
  readonly open: boolean;
  readonly selected: boolean;
  readonly place: BarPlace;
  readonly durationMicros: number;
  readonly top: number;
  readonly height: number;
  readonly onToggle: () => void;
  readonly onSelect: () => void;
}

export function WaterfallRow(props: WaterfallRowProps) {
  const { id, look, depth, expandable, open, selected, place, durationMicros, top, height, onToggle, onSelect } = props;
  return (
    <div
      role="treeitem"
      id={id}
      tabIndex={-1}
      aria-level={depth + 1}
      aria-selected={selected}
      aria-expanded={expandable ? open : undefined}
      onClick={onSelect}
      onDoubleClick={expandable ? onToggle : undefined}
      style={{ height, translate: `0 ${top}px` }}
      className={classNames(
        "waterfall-grid absolute inset-x-0 top-0 items-center border-b border-line/60 pr-3 outline-none",
        selected ? "bg-accent-soft" : "hover:bg-hover",
      )}
    >
      <div className="flex h-full min-w-0 items-center" style={{ paddingInlineStart: 8 }}>
        <Guides depth={depth} />
        <Chevron expandable={expandable} open={open} onToggle={onToggle} />
        <div className="flex min-w-0 grow items-center gap-1.5 text-sm">
          {look.label}
          <span className="sr-only">{look.spoken}</span>
        </div>
      </div>
      <div aria-hidden className="waterfall-track relative h-full">
        <span
          className={classNames(
            "absolute top-1/2 h-3 -translate-y-1/2 rounded-sm",
            toneText[look.tone],
            look.hollow === true ? "bar-hollow" : "bg-current opacity-80",
          )}
          style={{ insetInlineStart: `${place.left}%`, width: `max(3px, ${place.width}%)` }}
        />
      </div>
      <div className="waterfall-duration text-right text-xs text-muted tabular">{formatDuration(durationMicros)}</div>
    </div>
  );
}

/** Each level indents by 14 px, with a line that leads the eye back to the parent. */
function Guides({ depth }: { readonly depth: number }) {
  if (depth === 0) return null;
  return <span aria-hidden className="waterfall-guides h-full shrink-0" style={{ width: Math.min(depth, 12) * 14 }} />;
}

function Chevron({ expandable, open, onToggle }: Pick<WaterfallRowProps, "expandable" | "open" | "onToggle">) {
  if (!expandable) return <span className="w-6 shrink-0" />;
  return (
    <span
      aria-hidden
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
      className="grid size-6 shrink-0 cursor-pointer place-items-center rounded-sm text-muted hover:text-ink"
    >
      <ChevronRight className={classNames("size-3.5 transition-transform duration-100", open && "rotate-90")} />
    </span>
  );
}
