import { Badge } from "#ui/design/badge.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { toneText, statusLooks } from "#ui/design/exchange-status.ts";
import { StatusText } from "#ui/design/status-badge.tsx";
import { formatDuration } from "#ui/lib/format/duration.ts";
import { ExchangeLink } from "../exchange-link.tsx";
import type { Correlated } from "../queries/correlated-exchanges.ts";

type Item = Correlated["items"][number];

const relations: Readonly<Record<Item["relation"], string>> = {
  self: "this",
  parent: "where it came from",
  child: "came out of it",
  trace: "same trace",
  "business-key": "same key",
  related: "same trace as one with its key",
};

interface CorrelatedRowProps {
  readonly item: Item;
  readonly totalMicros: number;
}

/** One exchange: who it is, why it belongs here, and when it ran on the common timeline. */
export function CorrelatedRow({ item, totalMicros }: CorrelatedRowProps) {
  const isSelf = item.relation === "self";
  return (
    <li
      className={classNames(
        "grid grid-cols-1 items-center gap-x-4 gap-y-1.5 border-b border-line px-4 py-2 last:border-b-0 md:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]",
        isSelf && "bg-accent-soft/50",
      )}
    >
      <div className="min-w-0">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 text-sm">
          <StatusText status={item.status} />
          <span className="text-muted">{item.app}</span>
          {isSelf ? (
            <span className="truncate font-medium">{item.route}</span>
          ) : (
            <ExchangeLink exchange={item} className="truncate font-medium hover:underline">
              {item.route}
            </ExchangeLink>
          )}
        </div>
        <div className="mt-1 flex flex-wrap items-center gap-1.5">
          <Badge tone={isSelf ? "accent" : "quiet"}>{relations[item.relation]}</Badge>
          {!isSelf &&
            item.sharedKeys.map(({ name, value }) => (
              <code key={`${name}=${value}`} className="max-w-full truncate text-2xs text-muted">
                {name}={value}
              </code>
            ))}
        </div>
      </div>
      <TimeBar item={item} totalMicros={totalMicros} />
    </li>
  );
}

function TimeBar({ item: { offsetMicros, durationMicros, status }, totalMicros }: CorrelatedRowProps) {
  const share = (micros: number): number => (totalMicros <= 0 ? 0 : (micros / totalMicros) * 100);
  const start = Math.min(99, share(offsetMicros));
  return (
    <div>
      <div aria-hidden className="relative h-2 rounded-full bg-hover">
        <span
          className={classNames("absolute inset-y-0 rounded-full bg-current", toneText[statusLooks[status].tone])}
          style={{ left: `${start}%`, width: `max(4px, ${Math.min(100 - start, share(durationMicros))}%)` }}
        />
      </div>
      <div className="mt-1 flex justify-between text-2xs tabular text-muted">
        <span>after {formatDuration(offsetMicros)}</span>
        <span>took {formatDuration(durationMicros)}</span>
      </div>
    </div>
  );
}
