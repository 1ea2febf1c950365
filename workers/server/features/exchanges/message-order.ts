/** What of a step says where in time it lies: its index, and that of the step around it, -1 at the top. */
export interface Placed {
  readonly index: number;
  readonly parent: number;
}

interface Taken {
  readonly step: number;
  readonly phase: "in" | "before" | "after" | "out" | "error";
}

/**
 * Snapshots in the order in which they were taken. They are stored by step, and steps are numbered by their start, so what is taken after a
 * step lies behind everything within it. Snapshots of steps nobody knows keep the order of their numbers.
 */
export function inOrderTaken<S extends Taken>(snapshots: readonly S[], steps: readonly Placed[]): readonly S[] {
  const lastWithin = lastsOf(steps);
  const place = ({ step, phase }: S): readonly [number, number, number] => {
    if (step === -1) return phase === "in" ? [-1, 0, 0] : [Number.MAX_SAFE_INTEGER, phase === "error" ? 0 : 1, 0];
    if (phase === "in" || phase === "before") return [step, 0, 0];
    return [lastWithin.get(step) ?? step, 1, -step];
  };
  return snapshots.toSorted((left, right) => {
    const [a, b] = [place(left), place(right)];
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  });
}

/** The highest index within each step. */
function lastsOf(steps: readonly Placed[]): ReadonlyMap<number, number> {
  const lasts = new Map(steps.map(({ index }) => [index, index]));
  for (const { index, parent } of steps.toSorted((a, b) => b.index - a.index)) {
    const last = lasts.get(index) ?? index;
    if (parent !== -1 && last > (lasts.get(parent) ?? -1)) lasts.set(parent, last);
  }
  return lasts;
}
