import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Problem } from "#schema/problems";
import { Dialog } from "#ui/design/dialog.tsx";
import { useTimeRange } from "#ui/lib/range/use-time-range.ts";
import { useEnvironment } from "#ui/lib/use-environment.ts";
import { ExchangeResults } from "./list/exchange-results.tsx";
import { Facets } from "./list/facets.tsx";
import { HistogramView } from "./list/histogram.tsx";
import { Pills } from "./list/pills.tsx";
import { useExchangeList } from "./list/use-exchange-list.ts";
import { useListSearch } from "./list/use-list-search.ts";
import { useLive } from "./list/use-live.ts";
import type { ExchangeFilters } from "./queries/exchange-filters.ts";
import { exchangeHistogramQuery } from "./queries/exchange-histogram.ts";
import { QueryBar } from "./query-bar/query-bar.tsx";
import { useNarrow } from "./use-narrow.ts";
import { StarredViews } from "./views/starred-views.tsx";
import { useShownView } from "./views/use-shown-view.ts";
import { ViewsMenu } from "./views/views-menu.tsx";

/** Searching exchanges: query bar, histogram, facets and rows. The address holds everything that decides what is seen. */
export function ExchangesPage() {
  const [search, change] = useListSearch();
  const time = useTimeRange();
  const { environment } = useEnvironment();
  const narrow = useNarrow();
  const q = search.q ?? "";
  const filters = useMemo<ExchangeFilters>(() => ({ q, environment, ...time.query }), [q, environment, time.query]);
  const live = useLive(search, change, time);
  const list = useExchangeList(filters, live.live);
  const histogram = useQuery(exchangeHistogramQuery(filters, { buckets: narrow ? 40 : 80, live: live.live }));
  const [showsFilters, setShowsFilters] = useState(!narrow);
  const [filterDialog, setFilterDialog] = useState(false);
  const run = (next: string) => (next === q ? void list.reload() : change({ q: next === "" ? undefined : next }));
  const [present, open] = useShownView(search, time.range);
  const refused = list.first === undefined && list.base.isError;
  const total = histogram.data?.buckets.reduce((sum, bucket) => sum + bucket.total, 0);
  const facets = { filters, enabled: list.first !== undefined, refused: list.base.isError, onChange: run };
  return (
    <div className="-m-4 flex h-[calc(100%+2rem)] min-h-[30rem] flex-col sm:-m-5 sm:h-[calc(100%+2.5rem)]">
      <h1 className="sr-only">Exchanges</h1>
      <div className="flex flex-col gap-2 border-b border-line bg-canvas px-4 py-2.5">
        <div className="flex items-start gap-2">
          <QueryBar value={q} range={time.query} refusal={refusalOf(list.base.error)} hasResults={list.first !== undefined} onRun={run} />
          <ViewsMenu present={present} onOpen={open} />
        </div>
        <StarredViews present={present} onOpen={open} />
        <Pills query={q} onChange={run} />
      </div>
      {histogram.data !== undefined && (
        <HistogramView histogram={histogram.data} stale={histogram.isPlaceholderData} onZoom={time.zoomTo} onBack={time.back} />
      )}
      <div className="relative flex min-h-0 grow">
        {showsFilters && !narrow && !refused && (
          <div className="flex w-60 shrink-0 flex-col border-r border-line bg-surface">
            <Facets {...facets} onClose={() => setShowsFilters(false)} />
          </div>
        )}
        <ExchangeResults
          {...{ list, live, filters, search, change, time }}
          total={histogram.isPlaceholderData ? undefined : total}
          onShowFilters={narrow ? () => setFilterDialog(true) : showsFilters ? undefined : () => setShowsFilters(true)}
        />
      </div>
      <Dialog open={filterDialog} onClose={() => setFilterDialog(false)} title="Filters">
        <Facets {...facets} />
      </Dialog>
    </div>
  );
}

function refusalOf(error: Error | null): string | undefined {
  return error instanceof Problem && (error.code === "invalid-query" || error.code === "query-too-expensive") ? error.message : undefined;
}
