import { useNavigate } from "@tanstack/react-router";
import { destinations } from "#ui/app/shell/navigation.ts";
import { openOverlay } from "#ui/app/shell/overlay-store.ts";
import { environmentSwitcherId } from "#ui/app/shell/environment-switcher.tsx";
import type { Hotkey } from "#ui/lib/hotkeys/registry.ts";
import { useHotkeys } from "#ui/lib/hotkeys/use-hotkeys.ts";

/** Keys that work on every page. */
export function useShellHotkeys(): void {
  const navigate = useNavigate();
  const jumps = destinations.flatMap(({ to, label, keys }): Hotkey[] =>
    keys === undefined ? [] : [{ keys, label, group: "Go to", run: () => void navigate({ to }) }],
  );
  useHotkeys([
    { keys: "$mod+K", label: "Search or jump", group: "General", run: () => openOverlay("palette"), always: true },
    { keys: "?", label: "Keyboard shortcuts", group: "General", run: () => openOverlay("hotkeys") },
    { keys: "e", label: "Switch environment", group: "General", run: () => document.getElementById(environmentSwitcherId)?.showPopover() },
    ...jumps,
  ]);
}
