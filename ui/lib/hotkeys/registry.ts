export interface Hotkey {
  /** As tinykeys writes it: `$mod+K`, `g e`, `?`. */
  readonly keys: string;
  readonly label: string;
  readonly group: "Go to" | "Time" | "Lists" | "General";
  readonly run: () => void;
  /** Works while typing and when single-key shortcuts are switched off. */
  readonly always?: boolean;
}

export interface HotkeyRegistry {
  /** Adds hotkeys until the returned function is called. A later one hides an earlier one with the same keys. */
  readonly add: (hotkeys: readonly Hotkey[]) => () => void;
  /** What works now, in order of registration. */
  readonly list: () => readonly Hotkey[];
  readonly subscribe: (listener: () => void) => () => void;
}

/** One list drives the keyboard, the help overlay and the hints in menus. */
export function createHotkeyRegistry(): HotkeyRegistry {
  const layers = new Set<readonly Hotkey[]>();
  const listeners = new Set<() => void>();
  let listed: readonly Hotkey[] = [];

  function changed() {
    const byKeys = new Map<string, Hotkey>();
    for (const hotkey of [...layers].flat()) byKeys.set(hotkey.keys, hotkey);
    listed = [...byKeys.values()];
    for (const listener of listeners) listener();
  }

  return {
    add: (hotkeys) => {
      const layer = [...hotkeys];
      layers.add(layer);
      changed();
      return () => {
        layers.delete(layer);
        changed();
      };
    },
    list: () => listed,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
