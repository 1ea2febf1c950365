import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { LogLines } from "#ui/features/apps/logs/log-lines.tsx";
import { useTail } from "#ui/features/apps/logs/use-tail.ts";
import type { LogLine, LogScope } from "#ui/features/apps/queries/logs.ts";
import { logsQuery } from "#ui/features/apps/queries/logs.ts";
import { Badge } from "#ui/design/badge.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { LoadOlder } from "#ui/design/load-older.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";

interface LogViewProps {
  readonly scope: LogScope;
  /** Words that each line must contain. */
  readonly q?: string;
  /** Follow what arrives; only without words. */
  readonly live: boolean;
}

/** What containers wrote: the stored lines, and below them those that arrive. */
export function LogView({ scope, q = "", live }: LogViewProps) {
  const options = logsQuery(scope, q);
  const query = useInfiniteQuery(options);
  const client = useQueryClient();
  const queryKey = useRef(options.queryKey);
  useEffect(() => {
    queryKey.current = options.queryKey;
  });
  const reload = useCallback(() => void client.invalidateQueries({ queryKey: queryKey.current }), [client]);
  const tail = useTail(live && q === "" ? scope : undefined, reload);
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={8} columns={2} />}>
      {({ pages }) => {
        const stored = pages.flatMap(({ items }) => items).toReversed();
        return (
          <>
            <div className="flex items-center gap-3 px-4 py-2 text-xs text-muted">
              {tail.state === "live" && <Badge tone="good">Live</Badge>}
              {tail.state === "connecting" && <Badge tone="warn">Connecting…</Badge>}
              <LoadOlder query={query} />
            </div>
            <Followed stored={stored} fresh={tail.lines} follow={live} />
          </>
        );
      }}
    </Loaded>
  );
}

interface FollowedProps {
  readonly stored: readonly LogLine[];
  readonly fresh: readonly LogLine[];
  readonly follow: boolean;
}

/** Keeps the end in view while the reader is there, and stays put while they read further up. */
function Followed({ stored, fresh, follow }: FollowedProps) {
  const lines = useMemo(() => {
    const known = new Set(stored.map(({ id }) => id));
    return [...stored, ...fresh.filter(({ id }) => !known.has(id))];
  }, [stored, fresh]);
  const count = lines.length;
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    if (count > 0 && follow && atEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [count, follow]);
  return (
    <div
      ref={box}
      tabIndex={0}
      role="log"
      aria-label="Log lines"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
      className="max-h-[32rem] min-h-40 overflow-auto border-t border-line bg-sunken py-2 -outline-offset-2"
    >
      {lines.length === 0 ? <p className="px-4 py-2 text-sm text-muted">No line.</p> : <LogLines lines={lines} />}
    </div>
  );
}
