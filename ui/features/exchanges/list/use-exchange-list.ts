import type { QueryKey } from "@tanstack/react-query";
import { hashKey, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useEffectEvent, useMemo, useReducer, useState } from "react";
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

  const [followed, setFollowed] = useState(first);
  if (followed !== first) {
    setFollowed(first);
    send({ type: "reloaded" });
  }
  const watching = live && first !== undefined && !isPlaceholderData;
  useArrivals({ filters, watching, known, send });

  const rows = useMemo(() => (tail.shown.length === 0 ? loaded : newestFirst([...tail.shown, ...loaded])), [tail.shown, loaded]);

  /** Loads the newest page alone: the older ones would have to be asked for one by one. */
  const reload = useCallback(async () => {
    const key = exchangeListQuery(filters).queryKey;
    client.setQueryData(key, (old) => (old === undefined ? old : { pages: old.pages.slice(0, 1), pageParams: old.pageParams.slice(0, 1) }));
    await refetch();
  }, [client, filters, refetch]);

  useInvalidation(exchangeListQuery(filters).queryKey, () => {
    const readsOlder = watching && !tail.following;
    if (!readsOlder) void reload();
  });

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
  const deliver = useEffectEvent((page: NonNullable<typeof data>) => {
    const gap = page.nextCursor !== null && known.size > 0 && !page.items.some((row) => known.has(row.id));
    send({ type: "arrived", rows: page.items, known, gap });
  });
  useEffect(() => {
    if (watching && data !== undefined) deliver(data);
  }, [data, watching]);
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

/** Calls when somebody asks for fresh data, as the shell's refresh does. */
function useInvalidation(queryKey: QueryKey, onInvalidated: () => void): void {
  const cache = useQueryClient().getQueryCache();
  const hash = hashKey(queryKey);
  const invalidated = useEffectEvent(onInvalidated);
  useEffect(
    () =>
      cache.subscribe((event) => {
        if (event.type === "updated" && event.action.type === "invalidate" && event.query.queryHash === hash) invalidated();
      }),
    [cache, hash],
  );
}

/** A search that fails leaves the results of the one before on the screen. */
function useLastGood<Data>(data: Data | undefined): Data | undefined {
  const [good, setGood] = useState(data);
  if (data !== undefined && data !== good) setGood(data);
  return data ?? good;
}
