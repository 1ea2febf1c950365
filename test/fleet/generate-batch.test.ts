import { describe, expect, it } from "vitest";
import type { BatchHeader, ExecutionLine, WindowLine } from "#schema/protocol/v1/batch";
import { batchLimits } from "#schema/protocol/v1/batch";
import { generateBatch, generateRecordings } from "./generate-batch.ts";
import type { Recording } from "./recording.ts";

function read(text: string): { header: BatchHeader; executions: ExecutionLine[]; windows: WindowLine[] } {
  const [first = "{}", ...rest] = text.trimEnd().split("\n");
  const lines = rest.map((line) => JSON.parse(line) as { k: string });
  const ofKind = <T>(kind: string): T[] => lines.filter((line) => line.k === kind) as T[];
  return { header: JSON.parse(first) as BatchHeader, executions: ofKind("x"), windows: ofKind("w") };
}

const allApps = ["gateway", "orders", "inventory", "billing", "shipping", "notifications"];
const shop: readonly Recording[] = allApps.flatMap((app) => generateRecordings(11, { executions: 400, app }));

describe("the fleet's generator", () => {
  it("makes the same bytes of the same seed", () => {
    expect(generateBatch(5, { executions: 50 }).text).toBe(generateBatch(5, { executions: 50 }).text);
    expect(generateBatch(6, { executions: 50 }).text).not.toBe(generateBatch(5, { executions: 50 }).text);
  });

  it("lists steps in order of start, each after its parent", () => {
    const { executions } = read(generateBatch(5, { executions: 200 }).text);
    expect(executions.flatMap((line) => line.o ?? []).every((offset) => offset >= 0)).toBe(true);
    const parents = executions.flatMap((line) =>
      Array.isArray(line.pa) ? line.pa.map((parent: number, step: number) => parent < step) : [],
    );
    expect(parents).not.toContain(false);
  });

  it("keeps within the protocol's limits and its own dictionary", () => {
    const { header, executions } = read(generateBatch(5, { executions: 300 }).text);
    const longest = Math.max(...executions.map((line) => line.n?.length ?? 0));
    expect(longest).toBeLessThanOrEqual(batchLimits.steps);
    expect(Math.max(...executions.flatMap((line) => line.n ?? []))).toBeLessThan(header.D.length);
  });

  it("counts in its windows exactly what its executions say", () => {
    const { executions, windows } = read(generateBatch(5, { executions: 300, windows: true }).text);
    const context = windows.filter((window) => window.sc === 0);
    const sum = (index: number): number => context.reduce((total, window) => total + (window.c[index] ?? 0), 0);
    expect(sum(0)).toBe(executions.length);
    expect(sum(1)).toBe(executions.filter((line) => line.s === 2).length);
    expect(sum(2)).toBe(executions.filter((line) => line.s === 3).length);
  });

  it("shows every EIP of the protocol", () => {
    const kinds = new Set(shop.flatMap((recording) => recording.steps.map((step) => step.kind)));
    const wanted = "choice split multicast recipientList loop filter idempotentConsumer doTry doCatch doFinally onException circuitBreaker";
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        ...wanted.split(" "),
        ..."aggregate wireTap threads dynamicRouter routingSlip deadLetterChannel toD".split(" "),
      ]),
    );
  });

  it("ends in every way an exchange can end, with redeliveries and fallbacks among them", () => {
    expect(new Set(shop.map((recording) => recording.status))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(shop.some((recording) => recording.redeliveries > 0)).toBe(true);
    expect(shop.flatMap((recording) => recording.steps).some((step) => step.branch === "fallback")).toBe(true);
    expect(shop.some((recording) => recording.links.length > 0)).toBe(true);
  });

  it("names as parent a step of an exchange of the same trace", () => {
    const children = shop.filter((recording) => recording.parent !== undefined);
    expect(children.length).toBeGreaterThan(400);
    expect(children.every((child) => (child.parent?.step.index ?? -1) >= 0)).toBe(true);
  });
});
