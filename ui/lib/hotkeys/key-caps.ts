const caps: Readonly<Record<string, string>> = {
  Shift: "⇧",
  Alt: "Alt",
  Control: "Ctrl",
  Escape: "Esc",
  Enter: "⏎",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  BracketLeft: "[",
  BracketRight: "]",
};

function isApple(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** What is printed on the keys of a binding: `$mod+K` gives `Ctrl`, `K` (or `⌘`, `K`), `g e` gives `G`, `E`. */
export function keyCaps(keys: string, apple = isApple()): string[] {
  return keys.split(" ").flatMap((press) => press.split(/\+(?=.)/).map((key) => capOf(key, apple)));
}

function capOf(key: string, apple: boolean): string {
  if (key === "$mod") return apple ? "⌘" : "Ctrl";
  return caps[key] ?? (/^[a-z]$/.test(key) ? key.toUpperCase() : key);
}
