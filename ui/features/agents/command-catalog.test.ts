import { expect, test } from "vitest";
import { sendableTypes } from "#schema/protocol/v1/command";
import { argumentsOf, commandCatalog, describeCommand } from "#ui/features/agents/command-catalog.ts";

test("every command that can be sent as it is is described", () => {
  expect(commandCatalog.map(({ type }) => type).toSorted()).toEqual([...sendableTypes].toSorted());
});

test("arguments go out with their types, defaults filled in, empty ones left out", () => {
  const trace = describeCommand("trace.level");
  const stop = describeCommand("route.stop");
  expect(trace && argumentsOf(trace, { leaseSeconds: "60" })).toEqual({ level: 3, leaseSeconds: 60 });
  expect(stop && argumentsOf(stop, { route: "" })).toEqual({});
});
