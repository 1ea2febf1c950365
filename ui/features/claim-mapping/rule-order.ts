interface Placed {
  readonly id: string;
  readonly priority: number;
}

const step = 10;

/** The priorities to change so that one rule stands one place higher (-1) or lower (1); rules that would share a priority get distinct ones. */
export function moved(rules: readonly Placed[], id: string, by: -1 | 1): readonly Placed[] {
  const from = rules.findIndex((rule) => rule.id === id);
  const to = from + by;
  const [one, other] = [rules[from], rules[to]];
  if (one === undefined || other === undefined) return [];
  const order = rules.with(from, other).with(to, one);
  const distinct = new Set(rules.map(({ priority }) => priority)).size === rules.length;
  const priorities = distinct ? rules.map(({ priority }) => priority) : rules.map((_, index) => index * step);
  return order
    .map((rule, index) => ({ id: rule.id, priority: priorities[index] ?? 0, was: rule.priority }))
    .filter(({ priority, was }) => priority !== was)
    .map(({ id, priority }) => ({ id, priority }));
}
