interface Placed {
  readonly id: string;
  readonly priority: number;
}

const step = 10;

/** The priorities to change so that a rule stands at another place, counted from 0; rules that would share a priority get distinct ones. */
export function moved(rules: readonly Placed[], id: string, to: number): readonly Placed[] {
  const from = rules.findIndex((rule) => rule.id === id);
  const rule = rules[from];
  if (rule === undefined || rules[to] === undefined || to === from) return [];
  const order = rules.toSpliced(from, 1).toSpliced(to, 0, rule);
  const distinct = new Set(rules.map(({ priority }) => priority)).size === rules.length;
  const priorities = distinct ? rules.map(({ priority }) => priority) : rules.map((_, index) => index * step);
  return order
    .map((one, index) => ({ id: one.id, priority: priorities[index] ?? 0, was: one.priority }))
    .filter(({ priority, was }) => priority !== was)
    .map(({ id: changed, priority }) => ({ id: changed, priority }));
}
