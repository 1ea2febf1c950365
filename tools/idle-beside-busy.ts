import { BaseSequencer, type TestSpecification } from "vitest/node";

/** So many short files are begun between one file with an engine and the next. */
const between = 6;
/** After so many short files the last journey has ended. */
const headStart = 40;

/**
 * The order of test files. Files with a real engine mostly wait for it, so they are spread among the short ones, which keep the processors busy meanwhile.
 * Journeys run before, without them: Chromium breaks off its requests whenever a container's network interface comes or goes.
 */
export class IdleBesideBusy extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const of = (name: string): TestSpecification[] => sorted.filter(({ project }) => project.name === name);
    const [journeys, engines] = [of("journeys"), of("runtime")];
    const short = sorted.filter((file) => !journeys.includes(file) && !engines.includes(file));
    const spread = engines.flatMap((file, turn) => [file, ...short.slice(headStart + turn * between, headStart + (turn + 1) * between)]);
    return [...journeys, ...short.slice(0, headStart), ...spread, ...short.slice(headStart + engines.length * between)];
  }
}
