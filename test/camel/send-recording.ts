import type { Recording } from "#test/camel/recorded";
import { recordedAt } from "#test/camel/recorded";
import type { World } from "#test/world";

/** Posts what the Camel application sent in a recorded case, as if it had happened a minute ago; its log lines first, as in life. */
export async function sendRecording(world: World, recording: Recording): Promise<void> {
  const { traces, logs } = await recordedAt(recording, world.clock.now() - 60_000);
  await post(world, "/v1/logs", logs);
  await post(world, "/v1/traces", traces);
}

async function post(world: World, path: string, body: string): Promise<void> {
  const response = await world.bootstrap.fetch(path, { method: "POST", body, headers: { "content-type": "application/json" } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
}
