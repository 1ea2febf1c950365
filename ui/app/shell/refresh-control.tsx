import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { ChevronDown, RotateCw } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { classNames } from "#ui/design/class-names.ts";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Menu, MenuHeading, MenuItem } from "#ui/design/menu.tsx";
import { formatAgo } from "#ui/lib/format/instant.ts";
import { useHotkeys } from "#ui/lib/hotkeys/use-hotkeys.ts";
import { useNow } from "#ui/lib/now.ts";
import { prefer, usePreferences } from "#ui/lib/preferences.ts";

const intervals: readonly (readonly [seconds: number, label: string])[] = [
  [0, "Off"],
  [5, "Every 5 seconds"],
  [10, "Every 10 seconds"],
  [30, "Every 30 seconds"],
  [60, "Every minute"],
];

interface RefreshControlProps {
  /** Whether the page offers refreshing by itself. */
  readonly auto: boolean;
}

export function RefreshControl({ auto }: RefreshControlProps) {
  const client = useQueryClient();
  const { refreshSeconds } = usePreferences();
  const fetching = useIsFetching({ predicate: ({ meta }) => meta?.["quiet"] !== true }) > 0;
  const refresh = () => void client.invalidateQueries({ refetchType: "active" });
  useHotkeys([{ keys: "r", label: "Refresh", group: "General", run: refresh }]);
  useInterval(refresh, auto ? refreshSeconds : 0);
  return (
    <div role="group" aria-label="Refresh" className="flex items-center">
      <UpdatedAgo fetching={fetching} />
      <IconButton label="Refresh" keys="r" icon={<RotateCw aria-hidden className={fetching ? "animate-spin" : ""} />} onClick={refresh} />
      {auto && (
        <Menu
          label="Refresh automatically"
          placement="bottom-end"
          trigger={(trigger) => (
            <button
              type="button"
              {...trigger}
              aria-label={refreshSeconds === 0 ? "Refresh automatically: off" : `Refreshes every ${refreshSeconds} seconds`}
              data-tooltip="Refresh automatically"
              className={classNames(
                "flex h-8 min-w-6 items-center justify-center gap-0.5 rounded-md px-1 text-xs font-medium hover:bg-hover max-sm:hidden",
                refreshSeconds === 0 ? "text-muted" : "text-accent",
              )}
            >
              {refreshSeconds > 0 && `${refreshSeconds} s`}
              <ChevronDown aria-hidden className="size-3.5" />
            </button>
          )}
        >
          {(close) => (
            <>
              <MenuHeading>Refresh automatically</MenuHeading>
              {intervals.map(([seconds, label]) => (
                <MenuItem
                  key={seconds}
                  checked={seconds === refreshSeconds}
                  onSelect={() => {
                    prefer({ refreshSeconds: seconds });
                    close();
                  }}
                >
                  {label}
                </MenuItem>
              ))}
            </>
          )}
        </Menu>
      )}
    </div>
  );
}

/** Rests while the tab is hidden. */
function useInterval(run: () => void, seconds: number): void {
  useEffect(() => {
    if (seconds === 0) return undefined;
    const timer = setInterval(() => document.visibilityState === "visible" && run(), seconds * 1_000);
    return () => clearInterval(timer);
  });
}

function UpdatedAgo({ fetching }: { readonly fetching: boolean }) {
  const nowMs = useNow();
  const cache = useQueryClient().getQueryCache();
  const updatedMs = useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    () => Math.max(0, ...cache.findAll({ type: "active" }).map((query) => query.state.dataUpdatedAt)),
  );
  return (
    <span className="mr-1 text-2xs whitespace-nowrap text-faint tabular max-xl:hidden">
      {fetching ? "Updating…" : `Updated ${formatAgo(new Date(updatedMs).toISOString(), nowMs)}`}
    </span>
  );
}
