/** One figure of a benchmark. `low` and `high` bound the bootstrap 90 % interval where the figure is a ratio of pairs. */
export interface Figure {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** What stood beside it in the same run. */
  readonly against: string;
  readonly low: number;
  readonly high: number;
  /** As text, e.g. `>= 1.0`; empty for figures that only inform. */
  readonly target: string;
  readonly met: boolean;
}

export interface Report {
  readonly name: string;
  readonly results: readonly Figure[];
  /** False when the A/A control left 0.95 to 1.05: the run says nothing. */
  readonly valid: boolean;
}

export interface BenchOptions {
  /** Short form: fewer pairs. */
  readonly quick: boolean;
  /** Progress for people; goes to standard error. */
  readonly progress: (line: string) => void;
}

export type Benchmark = (options: BenchOptions) => Promise<Report>;

/** A figure with a bound: `at most` or `at least`. */
export function figure(
  facts: Omit<Figure, "target" | "met">,
  bound?: { readonly kind: "at most" | "at least"; readonly limit: number },
): Figure {
  if (bound === undefined) return { ...facts, target: "", met: true };
  const met = bound.kind === "at most" ? facts.value <= bound.limit : facts.value >= bound.limit;
  return { ...facts, target: `${bound.kind === "at most" ? "<=" : ">="} ${bound.limit}`, met };
}
