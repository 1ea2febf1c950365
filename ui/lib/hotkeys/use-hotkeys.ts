import { useEffect, useRef, useSyncExternalStore } from "react";
import { createKeybindingsHandler, defaultKeybindingsHandlerIgnore } from "tinykeys";
import type { Hotkey } from "#ui/lib/hotkeys/registry.ts";
import { createHotkeyRegistry } from "#ui/lib/hotkeys/registry.ts";
import { preferences } from "#ui/lib/preferences.ts";

const registry = createHotkeyRegistry();

/** Hotkeys that work while the component is mounted. `run` may change between renders; the rest may not. */
export function useHotkeys(hotkeys: readonly Hotkey[]): void {
  const newest = useRef(hotkeys);
  useEffect(() => {
    newest.current = hotkeys;
  });
  const identity = hotkeys.map((hotkey) => `${hotkey.keys}\n${hotkey.label}`).join("\n");
  useEffect(
    () => registry.add(newest.current.map((hotkey, index) => ({ ...hotkey, run: () => newest.current[index]?.run() }))),
    [identity],
  );
}

export function useHotkeyList(): readonly Hotkey[] {
  return useSyncExternalStore(registry.subscribe, registry.list);
}

/** Listens on the window for everything in the registry. Called once. */
export function listenForHotkeys(): () => void {
  let handle: (event: KeyboardEvent) => void = () => undefined;
  function bind() {
    const bindings = registry.list().map((hotkey) => [hotkey.keys, (event: KeyboardEvent) => press(hotkey, event)] as const);
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

function press(hotkey: Hotkey, event: KeyboardEvent): void {
  if (hotkey.always !== true && (!preferences().hotkeys || isTyping(event) || document.querySelector("dialog[open]") !== null)) return;
  event.preventDefault();
  hotkey.run();
}

function isTyping(event: KeyboardEvent): boolean {
  return defaultKeybindingsHandlerIgnore(event) || (event.target instanceof Element && event.target.matches("input, textarea, select, [contenteditable]"));
}
