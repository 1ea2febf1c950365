export interface Hotkey {
  /** As tinykeys writes it: `$mod+K`, `g e`, `?`. */
  readonly keys: string;
  readonly label: string;
  readonly group: "Go to" | "Time" | "Lists" | "General";
  readonly run: () => void;
  /** Works while typing and when single-key shortcuts are switched off. */
  readonly always?: boolean;
}

/** The hotkeys of one component. */
export interface HotkeyLayer {
  readonly set: (hotkeys: readonly Hotkey[]) => void;
  readonly remove: () => void;
}

export interface HotkeyRegistry {
  /** A later layer hides the same keys of an earlier one. */
  readonly createLayer: () => HotkeyLayer;
  /** What works now, in order of registration. Changes only when keys or labels do. */
  readonly list: () => readonly Hotkey[];
  /** What the keys do now. */
  readonly find: (keys: string) => Hotkey | undefined;
  readonly subscribe: (listener: () => void) => () => void;
}

/** One list drives the keyboard, the help overlay and the hints in menus. */
export function createHotkeyRegistry(): HotkeyRegistry {
  const layers = new Map<HotkeyLayer, readonly Hotkey[]>();
  const listeners = new Set<() => void>();
  let listed: readonly Hotkey[] = [];

  function current(): readonly Hotkey[] {
    return [...new Map([...layers.values()].flat().map((hotkey) => [hotkey.keys, hotkey])).values()];
  }

  /** Only what can be seen counts as a change: a new `run` must not interrupt a sequence that is being typed. */
  function refresh() {
    const next = current();
    if (identity(next) === identity(listed)) return;
    listed = next;
    for (const listener of listeners) listener();
  }

  return {
    createLayer: () => {
      const layer: HotkeyLayer = {
        set: (hotkeys) => {
          layers.set(layer, hotkeys);
          refresh();
        },
        remove: () => {
          layers.delete(layer);
          refresh();
        },
      };
      return layer;
    },
    list: () => listed,
    find: (keys) => current().find((hotkey) => hotkey.keys === keys),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function identity(hotkeys: readonly Hotkey[]): string {
  return hotkeys.map(({ keys, label, group }) => `${keys}\t${label}\t${group}`).join("\n");
}
