import { expect, test, vi } from "vitest";
import { keyCaps } from "#ui/lib/hotkeys/key-caps.ts";
import type { Hotkey } from "#ui/lib/hotkeys/registry.ts";
import { createHotkeyRegistry } from "#ui/lib/hotkeys/registry.ts";

const hotkey = (keys: string, label: string, run = () => undefined): Hotkey => ({ keys, label, group: "General", run });

test("what works now is listed in the order of its layers", () => {
  const registry = createHotkeyRegistry();
  registry.createLayer().set([hotkey("a", "shell"), hotkey("b", "shell")]);
  registry.createLayer().set([hotkey("c", "page")]);
  expect(registry.list().map(({ keys }) => keys)).toEqual(["a", "b", "c"]);
});

test("a later layer hides the same keys of an earlier one until it goes", () => {
  const registry = createHotkeyRegistry();
  registry.createLayer().set([hotkey("/", "shell")]);
  const page = registry.createLayer();
  page.set([hotkey("/", "page")]);
  expect(registry.find("/")?.label).toBe("page");
  page.remove();
  expect(registry.find("/")?.label).toBe("shell");
});

test("a new action behind the same keys tells nobody, and is what runs", () => {
  const registry = createHotkeyRegistry();
  const layer = registry.createLayer();
  const listener = vi.fn<() => void>();
  const newest = vi.fn<() => undefined>();
  layer.set([hotkey("r", "Refresh")]);
  registry.subscribe(listener);
  layer.set([hotkey("r", "Refresh", newest)]);
  registry.find("r")?.run();
  expect(listener).not.toHaveBeenCalled();
  expect(newest).toHaveBeenCalledOnce();
});

test("keys that come or go are told", () => {
  const registry = createHotkeyRegistry();
  const listener = vi.fn<() => void>();
  registry.subscribe(listener);
  const layer = registry.createLayer();
  layer.set([hotkey("r", "Refresh")]);
  layer.remove();
  expect(listener).toHaveBeenCalledTimes(2);
});

test.each([
  ["$mod+K", false, ["Ctrl", "K"]],
  ["$mod+K", true, ["⌘", "K"]],
  ["g e", false, ["G", "E"]],
  ["?", false, ["?"]],
  ["Shift+Enter", false, ["⇧", "⏎"]],
])("%s is printed as caps (Apple: %s)", (keys, apple, caps) => {
  expect(keyCaps(keys, apple)).toEqual(caps);
});
