import { readFileSync } from "node:fs";
import { describe, test } from "vitest";
import type { z } from "zod";
import type { Endpoint } from "#schema/contract/endpoint";
import * as protocol from "#schema/contract/runner-protocol";
import { doorBellFrame } from "#schema/protocol/runner/v1/door-bell";
import { assertionAudience } from "#schema/protocol/runner/v1/host";
import { logLimits, runnerTiming } from "#schema/protocol/runner/v1/limits";
import { logLine } from "#schema/protocol/runner/v1/log-line";
import { rolloutPhases, rolloutReasons } from "#schema/protocol/runner/v1/rollout";
import { signedChange } from "#schema/protocol/runner/v1/signed-change";

const text = readFileSync("docs/PROTOCOL.md", "utf8");
const endpoints: Readonly<Record<string, Endpoint>> = protocol;
const parts: Readonly<Record<string, z.ZodType>> = { change: signedChange, line: logLine, frame: doorBellFrame };
const examples = [...text.matchAll(/<!-- runner: (.+?) -->\n```json\n([\s\S]*?)\n```/g)].map(
  ([, what = "", source = ""]) => [what, source] as const,
);

function schemaOf(what: string): z.ZodType {
  const [id = "", side] = what.split(" ");
  const endpoint = endpoints[id];
  const found = side === "body" ? endpoint?.body : endpoint !== undefined && "body" in endpoint.reply ? endpoint.reply.body : undefined;
  return (parts[id] ?? found) as z.ZodType;
}

describe("the runner's chapter of PROTOCOL.md", () => {
  test.for(examples)("gives a valid example: %s", ([what, source], { expect }) => {
    expect(schemaOf(what).safeParse(JSON.parse(source)).error).toBeUndefined();
  });

  test("lists every address of a runner, and no other", ({ expect }) => {
    const listed = [...text.matchAll(/^\| `([A-Z]+ \/runner\/v1\/[^`]+)`/gm)].map(([, address]) => address);
    expect(listed.toSorted()).toEqual(
      Object.values(endpoints)
        .map(({ method, path }) => `${method} ${path}`)
        .toSorted(),
    );
  });

  test("states the figures that the server goes by", ({ expect }) => {
    expect(text).toContain(`\`aud\` is \`${assertionAudience}\``);
    expect(text).toContain(`at most ${runnerTiming.assertionSeconds} s old`);
    expect(text).toContain(`\`expiresIn\` seconds\n(${runnerTiming.accessTokenSeconds})`);
    expect(text).toContain(`at most ${logLimits.chunkBytes / 1024} KiB before compression`);
    expect(rolloutPhases.slice(-6).every((phase) => text.includes(`\`${phase}\``))).toBe(true);
    expect(rolloutReasons.filter((reason) => !text.includes(`\`${reason}\``))).toEqual([]);
  });
});
