import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { exchangesOf } from "#ui/features/routes/exchanges-of.ts";
import type { RouteStatistics } from "#ui/features/routes/queries/route-statistics.ts";
import { Duration } from "#ui/features/routes/route-columns.tsx";
import { formatCount, formatRate, formatShare } from "#ui/lib/format/number.ts";

interface RouteTilesProps {
  readonly app: string;
  readonly route: string;
  readonly statistics: RouteStatistics;
}

/** The range in six figures; each count leads to its exchanges. */
export function RouteTiles({ app, route, statistics }: RouteTilesProps) {
  const { total, range } = statistics;
  const seconds = (Date.parse(range.to) - Date.parse(range.from)) / 1_000;
  const search = (status?: "failed" | "handled") => (old: object) => ({ ...old, q: exchangesOf({ app, route }, status) });
  const share = (count: number) => (total.total === 0 ? "0 %" : formatShare(count / total.total));
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 xl:grid-cols-6">
      <Tile name="Exchanges" detail={formatRate(total.total, seconds)}>
        <Link to="/exchanges" search={search()} className="hover:underline">
          {formatCount(total.total)}
        </Link>
      </Tile>
      <Tile name="Failed" detail={share(total.failed)}>
        <Link to="/exchanges" search={search("failed")} className={total.failed > 0 ? "text-bad hover:underline" : "hover:underline"}>
          {formatCount(total.failed)}
        </Link>
      </Tile>
      <Tile name="Handled" detail={share(total.handled)}>
        <Link to="/exchanges" search={search("handled")} className={total.handled > 0 ? "text-warn hover:underline" : "hover:underline"}>
          {formatCount(total.handled)}
        </Link>
      </Tile>
      <Tile name="p50" detail="half are faster">
        <Duration micros={total.p50Micros} />
      </Tile>
      <Tile name="p95" detail="19 of 20 are faster">
        <Duration micros={total.p95Micros} />
      </Tile>
      <Tile name="p99" detail="99 of 100 are faster">
        <Duration micros={total.p99Micros} />
      </Tile>
    </dl>
  );
}

interface TileProps {
  readonly name: string;
  readonly detail: string;
  readonly children: ReactNode;
}

function Tile({ name, detail, children }: TileProps) {
  return (
    <div className="flex flex-col bg-surface px-4 py-3">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="mt-0.5 text-xl font-semibold tracking-[-0.015em] tabular">{children}</dd>
      <dd className="text-xs text-muted tabular">{detail}</dd>
    </div>
  );
}
