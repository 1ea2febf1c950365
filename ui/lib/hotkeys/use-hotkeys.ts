import { useEffect, useState, useSyncExternalStore } from "react";
import { createKeybindingsHandler, defaultKeybindingsHandlerIgnore } from "tinykeys";
import type { Hotkey } from "#ui/lib/hotkeys/registry.ts";
import { createHotkeyRegistry } from "#ui/lib/hotkeys/registry.ts";
import { preferences } from "#ui/lib/preferences.ts";

const registry = createHotkeyRegistry();

/** Hotkeys that work while the component is mounted. */
export function useHotkeys(hotkeys: readonly Hotkey[]): void {
  const [layer] = useState(() => registry.createLayer());
  useEffect(() => layer.set(hotkeys), [layer, hotkeys]);
  useEffect(() => layer.remove, [layer]);
}

export function useHotkeyList(): readonly Hotkey[] {
  return useSyncExternalStore(registry.subscribe, registry.list);
}

/** Listens on the window for everything in the registry. Called once. */
export function listenForHotkeys(): () => void {
  let handle: (event: KeyboardEvent) => void = () => undefined;
  function bind() {
    // The first that matches wins: the end of a sequence must not be taken for a key of its own.
    const longestFirst = registry.list().toSorted((a, b) => b.keys.split(" ").length - a.keys.split(" ").length);
    const bindings = longestFirst.map(({ keys }) => [bindingOf(keys), (event: KeyboardEvent) => press(keys, event)] as const);
    handle = createKeybindingsHandler(Object.fromEntries(bindings), { ignore: () => false });
  }
  bind();
  const unsubscribe = registry.subscribe(bind);
  const listener = (event: KeyboardEvent) => handle(event);
  window.addEventListener("keydown", listener);
  return () => {
    unsubscribe();
    window.removeEventListener("keydown", listener);
  };
}

/** Signs such as `?` need Shift on some keyboards and not on others. */
function bindingOf(keys: string): string {
  return /^[^\w\s]$/.test(keys) ? `[Shift]+${keys}` : keys;
}

function press(keys: string, event: KeyboardEvent): void {
  const hotkey = registry.find(keys);
  if (hotkey === undefined) return;
  if (hotkey.always !== true && (!preferences().hotkeys || isTyping(event) || document.querySelector("dialog[open]") !== null)) return;
  event.preventDefault();
  hotkey.run();
}

function isTyping(event: KeyboardEvent): boolean {
  return (
    defaultKeybindingsHandlerIgnore(event) ||
    (event.target instanceof Element && event.target.matches("input, textarea, select, [contenteditable]"))
  );
}
