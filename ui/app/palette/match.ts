/**
 * How well a label answers what was typed, higher is better; undefined when it does not. Every word typed must occur, in any order;
 * a word that starts a word of the label counts more than one inside.
 */
export function matchScore(typed: string, label: string): number | undefined {
  const text = label.toLowerCase();
  let score = 0;
  for (const word of typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "")) {
    const at = text.indexOf(word);
    if (at < 0) return undefined;
    const startsWord = at === 0 || /[^a-z0-9]/.test(text[at - 1] ?? "");
    score += (startsWord ? 20 : 5) + (at === 0 ? 10 : 0);
  }
  return score - text.length / 100;
}
