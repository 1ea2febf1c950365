import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { withFilter } from "#schema/contract/query/edit";
import { ProblemPanel } from "#ui/design/problem-panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { usePreferences } from "#ui/lib/preferences.ts";
import type { RangeMs } from "#ui/lib/range/range.ts";
import type { TimeRange } from "#ui/lib/range/use-time-range.ts";
import { copyText } from "../hand-out.ts";
import type { ExchangeFilters } from "../queries/exchange-filters.ts";
import type { ExchangeRow } from "../queries/list-exchanges.ts";
import { exchangeListUrl } from "../queries/list-exchanges.ts";
import { ColumnChooser } from "./column-chooser.tsx";
import { columnsOf } from "./columns.ts";
import { ExchangeAside } from "./exchange-aside.tsx";
import { ExchangeTable } from "./exchange-table.tsx";
import { ListFooter } from "./list-footer.tsx";
import { LiveChip } from "./live-chip.tsx";
import { NoMatch } from "./no-match.tsx";
import { ResultBar } from "./result-bar.tsx";
import { ShareMenu } from "./share-menu.tsx";
import type { useExchangeList } from "./use-exchange-list.ts";
import { liveState } from "./use-exchange-list.ts";
import { useListPanel } from "./use-list-panel.ts";
import type { ChangeSearch, ListSearch } from "./use-list-search.ts";
import type { useLive } from "./use-live.ts";
import { useRowCursor } from "./use-row-cursor.ts";
import { rememberedScroll, rememberList } from "./visited-list.ts";

interface ExchangeResultsProps {
  readonly list: ReturnType<typeof useExchangeList>;
  readonly live: ReturnType<typeof useLive>;
  readonly filters: ExchangeFilters;
  readonly search: ListSearch;
  readonly change: ChangeSearch;
  readonly time: TimeRange;
  readonly total: number | undefined;
  readonly onShowFilters: (() => void) | undefined;
}

/** The rows with what stands above and below them. */
export function ExchangeResults({ list, live, filters, search, change, time, total, onShowFilters }: ExchangeResultsProps) {
  const { base, rows, tail, first, watching, follow, pause, reload } = list;
  const { density } = usePreferences();
  const navigate = useNavigate();
  const dated = spansDays(time.resolved());
  const columns = useMemo(() => columnsOf(search.cols, dated), [search.cols, dated]);
  const listKey = JSON.stringify(filters);
  const scrollTop = useRef(0);
  const address = useSearch({ strict: false });
  useEffect(() => rememberList({ key: listKey, rows, search: address }), [listKey, rows, address]);

  const { panel, hasRoom, openBeside, expand } = useListPanel(search, change);
  const openPage = (row: ExchangeRow) => void navigate({ to: "/exchanges/$id", params: { id: row.id }, search: { at: row.startTime } });
  const filter = useCallback(
    (field: string, value: string, operator: "=" | "!=") =>
      change({ q: withFilter(search.q ?? "", { field, operator, value, mode: operator === "=" ? "only" : "add" }) }),
    [change, search.q],
  );
  const cursor = useRowCursor({
    rows,
    columns,
    expand: (id) => expand(id === search.sel ? undefined : id),
    beside: (row) => (hasRoom ? openBeside(panel === row.id ? undefined : row.id) : openPage(row)),
    arrive: (row) => panel !== undefined && openBeside(row.id),
    open: openPage,
    copyLink: (row) => void copyText(linkTo(row), "Link to the exchange copied."),
    filter,
  });

  const unfolded = search.sel !== undefined;
  const onScroll = useCallback(
    (top: number) => {
      scrollTop.current = top;
      rememberList({ key: listKey, scrollTop: top });
      if (top > 4) pause();
      else if (!unfolded) follow();
    },
    [listKey, unfolded, pause, follow],
  );
  useEffect(() => {
    if (unfolded || scrollTop.current > 4) pause();
    else follow();
  }, [unfolded, pause, follow]);

  function jump() {
    document.getElementById("exchange-scroller")?.scrollTo({ top: 0 });
    change({ sel: undefined }, { replace: true });
    follow();
    if (tail.torn) void reload();
  }

  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = base;
  const loadOlder = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const pickedRows = rows.filter((row) => cursor.picked.has(row.id));

  if (first === undefined && base.error !== null) {
    return (
      <div className="min-w-0 grow bg-surface">
        <ProblemPanel error={base.error} busy={base.isFetching} onRetry={() => void base.refetch()} />
      </div>
    );
  }
  return (
    <>
      <section aria-label="Results" className="@container flex min-h-0 min-w-0 grow flex-col bg-surface">
        <ResultBar
          loaded={rows.length}
          total={total}
          tookMs={first?.tookMs}
          picked={pickedRows.length}
          onClearPicked={cursor.clearPicked}
          onShowFilters={onShowFilters}
        >
          <LiveChip state={liveState(tail, watching)} tail={tail} reason={live.reason} onToggle={live.toggle} onJump={jump} />
          <div className="max-md:hidden">
            <ColumnChooser columns={columns} onChange={(cols) => change({ cols }, { replace: true })} />
          </div>
          <ShareMenu
            rows={pickedRows.length > 0 ? pickedRows : rows}
            picked={pickedRows.length > 0}
            frozen={time.frozen}
            apiPath={exchangeListUrl(filters)}
          />
        </ResultBar>
        {first === undefined ? (
          <SkeletonRows rows={14} columns={6} />
        ) : rows.length === 0 ? (
          <div className="min-h-0 grow overflow-y-auto">
            <NoMatch filters={filters} onQuery={(q) => change({ q })} onRange={time.set} />
          </div>
        ) : (
          <ExchangeTable
            key={listKey}
            {...{ rows, columns, dated, density, cursor, onScroll }}
            expanded={search.sel}
            onExpand={expand}
            onBeside={openBeside}
            onFilter={filter}
            initialScroll={rememberedScroll(listKey)}
            onNearEnd={loadOlder}
            stale={base.isPlaceholderData || base.isRefetchError}
            footer={
              <ListFooter more={hasNextPage} busy={isFetchingNextPage} failed={isFetchNextPageError} onMore={() => void fetchNextPage()} />
            }
          />
        )}
      </section>
      {panel !== undefined && (
        <ExchangeAside
          id={panel}
          at={rows.find(({ id }) => id === panel)?.startTime}
          onWalk={cursor.walk}
          onClose={() => openBeside(undefined)}
        />
      )}
    </>
  );
}

function linkTo(row: ExchangeRow): string {
  return `${window.location.origin}/exchanges/${row.id}?at=${encodeURIComponent(row.startTime)}`;
}

/** Whether times of day alone would leave open which day is meant. */
function spansDays(range: RangeMs | undefined): boolean {
  return range !== undefined && new Date(range.fromMs).toDateString() !== new Date(range.toMs).toDateString();
}
