import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The order of test files: journeys keep the processor busy and files with a real engine mostly wait for it, so they are begun first and in turn;
 * short files fill the rest.
 */
export class IdleBesideBusy extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const of = (name: string): TestSpecification[] => sorted.filter(({ project }) => project.name === name);
    const [busy, idle] = [of("journeys"), of("runtime")];
    const inTurn = Array.from({ length: Math.max(busy.length, idle.length) }, (_, turn) => [busy[turn], idle[turn]]).flat();
    const first = inTurn.filter((file) => file !== undefined);
    return [...first, ...sorted.filter((file) => !first.includes(file))];
  }
}
