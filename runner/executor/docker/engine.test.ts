import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import { test } from "vitest";
import { connectEngine } from "#runner/executor/docker/engine";

test("each request has a connection of its own, and the agent that sees to that is described in a word", async ({
  expect,
  onTestFinished,
}) => {
  const folder = mkdtempSync(path.join(tmpdir(), "cameleer-engine-"));
  const connections = new Set<Socket>();
  const server = createServer((request, response) => {
    connections.add(request.socket);
    response.setHeader("content-type", "application/json").end(JSON.stringify({ ApiVersion: "1.47" }));
  }).listen(path.join(folder, "docker.sock"));
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  await once(server, "listening");
  const { docker } = await connectEngine({ dockerHost: `unix://${folder}/docker.sock` });
  await docker.version();
  await docker.info();
  expect(connections.size).toBe(3);
  expect(inspect(docker.modem, { showHidden: true, depth: null })).toContain("agent: Agent,");
});
