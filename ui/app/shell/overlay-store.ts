import { useSyncExternalStore } from "react";

export type Overlay = "palette" | "hotkeys";

let open: Overlay | undefined;
const listeners = new Set<() => void>();

function show(overlay: Overlay | undefined): void {
  open = overlay;
  for (const listener of listeners) listener();
}

/** At most one overlay of the shell is open; opening one closes another. */
export const openOverlay = (overlay: Overlay): void => show(overlay);
export const closeOverlay = (): void => show(undefined);

export function useOverlay(): Overlay | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}
