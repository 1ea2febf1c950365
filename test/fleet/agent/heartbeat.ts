import type { Input } from "#schema/contract/call";
import type { Answer } from "#schema/contract/endpoint";
import type { heartbeat } from "#schema/contract/agent-protocol";
import type { Random } from "../random.ts";
import type { App } from "../route-model.ts";
import type { Outbox } from "./outbox.ts";
import type { Recorder } from "./recorder.ts";
import type { Session } from "./session.ts";
import type { SimulatedApp } from "./simulated-app.ts";

export type HeartbeatReply = Answer<typeof heartbeat>;
type Body = Input<typeof heartbeat>["body"];

export interface Vitals {
  readonly session: Session;
  readonly app: App;
  readonly boot: number;
  readonly startedMs: number;
  readonly recorder: Recorder;
  readonly simulated: SimulatedApp;
  readonly outbox: Outbox;
  readonly lastCommand: () => number;
  readonly random: Random;
}

const inflightListed = 20;

/** Undefined when the server could not be reached: the next one heals what was missed. */
export async function beat(vitals: Vitals, stopping = false): Promise<HeartbeatReply | undefined> {
  const { session } = vitals;
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(bodyOf(vitals, stopping)) };
  const response = await session.fetch(`/v1/agents/${session.registration.agentId}/heartbeat`, init).catch(() => undefined);
  if (response?.ok === true) return (await response.json()) as HeartbeatReply;
  await response?.body?.cancel();
  return undefined;
}

function bodyOf({ app, boot, startedMs, recorder, simulated, outbox, lastCommand, random }: Vitals, stopping: boolean): Body {
  const { inflight } = recorder;
  const oldest = inflight.toSorted((a, b) => a.startMicros - b.startMicros).slice(0, inflightListed);
  return {
    boot,
    stopping,
    uptimeMs: Math.round(performance.now() - startedMs),
    configVersion: 1,
    lastCommand: lastCommand(),
    routes: simulated.routes(),
    memoryUsedBytes: Math.round(random.around(310_000_000, 0.15)),
    memoryMaxBytes: 1_073_741_824,
    cpuLoad: Math.min(2, Math.round(random.around(0.2, 0.5) * 1_000) / 1_000),
    inflight: oldest.map((recording) => ({
      execution: recording.id,
      exchange: recording.exchangeId,
      route: recording.route,
      startMicros: recording.startMicros,
      node: recording.steps[0]?.node ?? "",
      traceId: recording.traceId,
    })),
    inflightCount: inflight.length,
    queuedBatches: outbox.waiting,
    droppedLines: outbox.droppedLines,
    camelVersion: app.camelVersion,
    runtime: app.runtime,
  };
}
