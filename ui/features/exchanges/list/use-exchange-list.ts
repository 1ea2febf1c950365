import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useReducer, useState } from "react";
import type { ExchangeFilters } from "../queries/exchange-filters.ts";
import { exchangeListQuery } from "../queries/list-exchanges.ts";
import { newestExchangesQuery } from "../queries/newest-exchanges.ts";
import type { Tail } from "./tail.ts";
import { newestFirst, nextTail, quietTail } from "./tail.ts";

/** The pages of the list and, while live, what arrived since, as one list of rows. */
export function useExchangeList(filters: ExchangeFilters, live: boolean) {
  const client = useQueryClient();
  const base = useInfiniteQuery(exchangeListQuery(filters));
  const [tail, send] = useReducer(nextTail, quietTail);
  const { isPlaceholderData, refetch } = base;
  const data = useLastGood(base.data);
  const first = data?.pages[0];
  const loaded = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const known = useMemo(() => new Set(loaded.map((row) => row.id)), [loaded]);

  useEffect(() => send({ type: "reloaded" }), [first]);
  const watching = live && first !== undefined && !isPlaceholderData;
  useArrivals({ filters, watching, known, send });

  const rows = useMemo(() => (tail.shown.length === 0 ? loaded : newestFirst([...tail.shown, ...loaded])), [tail.shown, loaded]);

  /** Loads the newest page alone: the older ones would have to be asked for one by one. */
  const reload = useCallback(async () => {
    const key = exchangeListQuery(filters).queryKey;
    client.setQueryData(key, (old) =>
      old === undefined ? old : { pages: old.pages.slice(0, 1), pageParams: old.pageParams.slice(0, 1) },
    );
    await refetch();
  }, [client, filters, refetch]);

  const torn = tail.torn && tail.following;
  useEffect(() => {
    if (torn) void reload();
  }, [torn, reload]);

  const follow = useCallback(() => send({ type: "resumed" }), []);
  const pause = useCallback(() => send({ type: "paused" }), []);
  return { base, rows, tail, first, watching, follow, pause, reload };
}

interface Arrivals {
  readonly filters: ExchangeFilters;
  readonly watching: boolean;
  readonly known: ReadonlySet<string>;
  readonly send: (event: Parameters<typeof nextTail>[1]) => void;
}

function useArrivals({ filters, watching, known, send }: Arrivals): void {
  const { data, errorUpdatedAt, dataUpdatedAt } = useQuery({ ...newestExchangesQuery(filters), enabled: watching });
  useEffect(() => {
    if (!watching || data === undefined) return;
    const gap = data.nextCursor !== null && known.size > 0 && !data.items.some((row) => known.has(row.id));
    send({ type: "arrived", rows: data.items, known, gap });
  }, [data, dataUpdatedAt, watching]); // `known` grows with older pages, which brings nothing new
  useEffect(() => {
    if (watching && errorUpdatedAt > dataUpdatedAt) send({ type: "lost" });
  }, [errorUpdatedAt, dataUpdatedAt, watching, send]);
}

export type LiveState = "live" | "paused" | "reconnecting" | "off";

export function liveState(tail: Tail, watching: boolean): LiveState {
  if (!watching) return "off";
  if (!tail.reachable) return "reconnecting";
  return tail.following ? "live" : "paused";
}

/** A search that fails leaves the results of the one before on the screen. */
function useLastGood<Data>(data: Data | undefined): Data | undefined {
  const [good, setGood] = useState(data);
  useEffect(() => {
    if (data !== undefined) setGood(data);
  }, [data]);
  return data ?? good;
}
