import { useQuery } from "@tanstack/react-query";
import { Licensed } from "#ui/features/license/index.ts";
import { Callout } from "#ui/design/callout.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { formatDuration } from "#ui/lib/format/duration.ts";
import { formatCount } from "#ui/lib/format/number.ts";
import type { Correlated } from "../queries/correlated-exchanges.ts";
import { correlatedExchangesQuery } from "../queries/correlated-exchanges.ts";
import type { ExchangeDetail } from "../queries/exchange-detail.ts";
import { CorrelatedRow } from "./correlated-row.tsx";

/** The exchanges of all apps that belong together with this one, on one timeline. */
export function CorrelatedTab({ exchange }: { readonly exchange: ExchangeDetail }) {
  const query = useQuery(correlatedExchangesQuery({ id: exchange.id, at: exchange.startTime }));
  return (
    <Licensed feature="correlation" query={query} skeleton={<SkeletonRows rows={6} columns={3} />}>
      {(correlated) => <Timeline correlated={correlated} />}
    </Licensed>
  );
}

function Timeline({ correlated: { items, timeline, tooCommon, truncated } }: { readonly correlated: Correlated }) {
  const apps = new Set(items.map(({ app }) => app)).size;
  return (
    <div tabIndex={0} role="region" aria-label="Correlated exchanges" className="h-full min-h-0 overflow-y-auto -outline-offset-2">
      <div className="flex flex-col gap-3 p-3 sm:p-4">
        <p className="text-sm text-muted">
          {items.length === 1
            ? "Nothing else belongs to this exchange, a day before and after it."
            : `${formatCount(items.length)} exchanges of ${apps === 1 ? "one app" : `${apps} apps`} within ${formatDuration(timeline.durationMicros)}.`}
          {truncated && " There are more; those nearest in time are shown."}
        </p>
        {tooCommon.length > 0 && (
          <Callout tone="info">
            Too many exchanges share{" "}
            {tooCommon.map(({ name, value, exchanges }, at) => (
              <span key={`${name}=${value}`}>
                {at > 0 && ", "}
                <code className="text-xs">
                  {name}={value}
                </code>{" "}
                ({formatCount(exchanges)})
              </span>
            ))}{" "}
            for it to mean that they belong together.
          </Callout>
        )}
        <ol className="overflow-clip rounded-lg border border-line bg-surface">
          {items.map((item) => (
            <CorrelatedRow key={item.id} item={item} totalMicros={timeline.durationMicros} />
          ))}
        </ol>
      </div>
    </div>
  );
}
