import { BaseSequencer, type TestSpecification } from "vitest/node";

const kinds = ["journeys", "workerd", "node", "runtime"];

/**
 * Test files run two at a time, kind by kind. Journeys and files with a real engine stay apart: Chromium breaks off its requests whenever a container's
 * network interface comes or goes.
 */
export class OneKindAfterAnother extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return kinds.flatMap((kind) => sorted.filter(({ project }) => project.name === kind));
  }
}
