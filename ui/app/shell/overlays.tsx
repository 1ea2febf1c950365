import { lazy, Suspense } from "react";
import { closeOverlay, useOverlay } from "#ui/app/shell/overlay-store.ts";

const CommandPalette = lazy(() => import("#ui/app/palette/command-palette.tsx").then((module) => ({ default: module.CommandPalette })));
const HotkeyHelp = lazy(() => import("#ui/app/shell/hotkey-help.tsx").then((module) => ({ default: module.HotkeyHelp })));

/** What lies over the page; loaded when it is first opened. */
export function Overlays() {
  const overlay = useOverlay();
  return (
    <Suspense>
      {overlay === "palette" && <CommandPalette onClose={closeOverlay} />}
      {overlay === "hotkeys" && <HotkeyHelp onClose={closeOverlay} />}
    </Suspense>
  );
}
