import { guideSteps } from "#schema/contract/setup-guide";

export type Step = (typeof guideSteps)[number];

/** What an administrator said; everything else shows by itself. */
export interface Wishes {
  readonly skipped: readonly Step[];
  readonly closed: boolean;
}

/** What is done counts as done, whatever was skipped. */
export function guideOf(done: ReadonlySet<Step>, { skipped, closed }: Wishes) {
  const stateOf = (step: Step) => (done.has(step) ? "done" : skipped.includes(step) ? "skipped" : "open");
  const steps = guideSteps.map((step) => ({ step, state: stateOf(step) }) as const);
  return { steps, finished: closed || steps.every(({ state }) => state !== "open") };
}
