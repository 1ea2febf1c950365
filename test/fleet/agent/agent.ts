import type { Ledger } from "../ledger.ts";
import type { Random } from "../random.ts";
import type { Recording } from "../recording.ts";
import type { App } from "../route-model.ts";
import type { BatchWriter } from "./batch-writer.ts";
import { batchWriter } from "./batch-writer.ts";
import type { LinkPreference } from "./command-link.ts";
import { fetchWaiting, keepLink } from "./command-link.ts";
import type { Commands } from "./commands.ts";
import { commandsOf } from "./commands.ts";
import { beat } from "./heartbeat.ts";
import { openOutbox } from "./outbox.ts";
import type { Outbox } from "./outbox.ts";
import { recorderOf } from "./recorder.ts";
import type { SendCounts } from "./send-batches.ts";
import { sendBatches } from "./send-batches.ts";
import type { Session } from "./session.ts";
import { openSession, pause } from "./session.ts";
import type { SimulatedApp } from "./simulated-app.ts";
import { simulatedApp } from "./simulated-app.ts";

export interface AgentOptions {
  /** Of the server, without a trailing slash. */
  readonly url: string;
  readonly bootstrapToken: string;
  readonly app: App;
  readonly environment: string;
  readonly instance: string;
  readonly random: Random;
  readonly link?: LinkPreference;
  readonly ledger?: Ledger;
  readonly bufferBytes?: number;
  readonly heartbeatMs?: number;
  /** Highest risk of a command that is obeyed. */
  readonly highestRisk?: number;
}

/** An agent as PROTOCOL.md wants it, in an app that is only simulated. */
export interface Agent {
  readonly id: string;
  readonly app: App;
  readonly environment: string;
  readonly counts: SendCounts;
  readonly commands: Commands;
  readonly simulated: SimulatedApp;
  readonly outbox: Outbox;
  started(recording: Recording): void;
  ended(recording: Recording): void;
  /** Closes what is collected and resolves when everything has been answered, or the time is over. */
  drain(withinMs: number): Promise<boolean>;
  /** Drains and says good-bye. */
  stop(withinMs: number): Promise<void>;
  /** As if the process had been killed. */
  kill(): void;
}

const micros = (): number => Math.round((performance.timeOrigin + performance.now()) * 1_000);

/** Registers and starts sending; resolves when the server has accepted it. */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { app, environment, instance, random } = options;
  const life = new AbortController();
  const boot = random.int(1, 2 ** 48);
  const session = await openSession({ ...options, signUp: signUpOf(options, boot), signal: life.signal });
  const outbox = openOutbox(options.bufferBytes);
  const main = writer(options, { session, outbox, boot, channel: "main" });
  const tap = writer(options, { session, outbox, boot, channel: "tap" });
  const recorder = recorderOf({ app, main, tap, simulated: () => simulated, nowMicros: micros });
  const simulated = simulatedApp({ app, nowMs: () => Date.now(), tell: recorder.event, resendGraphs: recorder.graphs });
  const execute = async (...[payload]: Parameters<SimulatedApp["execute"]>) => simulated.execute(payload);
  const commands = commandsOf({ session, boot, highestRisk: options.highestRisk ?? 2, execute });
  const counts = { ackedBatches: 0, ackedExecutions: 0, retried: 0, rejectedLines: 0, refusedBatches: 0 };
  const vitals = {
    session,
    app,
    boot,
    startedMs: performance.now(),
    recorder,
    simulated,
    outbox,
    lastCommand: () => commands.lastSequence,
    random: random.fork(),
  };

  recorder.graphs();
  recorder.event({ type: "context.started", details: { instance, environment } });
  for (const route of app.routes) recorder.event({ type: "route.started", route: route.id });
  const split = (batch: Parameters<BatchWriter["split"]>[0]) => (batch.channel === "tap" ? tap : main).split(batch);
  void sendBatches({ session, outbox, random: random.fork(), counts, ledger: options.ledger, split }, life.signal);
  const link = {
    session,
    preference: options.link ?? "sse",
    random: random.fork(),
    lastSeen: () => commands.lastSequence,
    onEnvelope: commands.take,
  };
  void keepLink(link, life.signal);
  const flushing = setInterval(() => {
    recorder.closeWindows(micros());
    // When the server is slower than the app, batches grow instead of queueing up.
    if (outbox.waiting > 1) return;
    main.flush();
    tap.flush();
  }, session.registration.config.flush.seconds * 1_000);
  void keepBeating();

  async function keepBeating(): Promise<void> {
    while (!life.signal.aborted) {
      const reply = await beat(vitals);
      if (reply !== undefined && reply.pendingCommands > 0) await fetchWaiting(link, life.signal).catch(() => undefined);
      await pause(options.heartbeatMs ?? (reply?.heartbeatSeconds ?? 20) * 1_000, life.signal);
    }
  }
  const drain = async (withinMs: number): Promise<boolean> => {
    const deadline = AbortSignal.any([life.signal, AbortSignal.timeout(withinMs)]);
    recorder.closeWindows(Number.MAX_SAFE_INTEGER);
    main.flush();
    tap.flush();
    while (outbox.waiting > 0 && !deadline.aborted) await Promise.race([outbox.changed(), pause(withinMs, deadline)]);
    return outbox.waiting === 0;
  };
  const kill = (): void => {
    clearInterval(flushing);
    life.abort();
  };
  return {
    id: session.registration.agentId,
    app,
    environment,
    counts,
    commands,
    simulated,
    outbox,
    started: recorder.started,
    ended: recorder.ended,
    drain,
    kill,
    stop: async (withinMs) => {
      recorder.event({ type: "context.stopped", details: { instance } });
      await drain(withinMs);
      await beat(vitals, true);
      kill();
    },
  };
}

function signUpOf({ app, environment, instance }: AgentOptions, boot: number) {
  return {
    app: app.name,
    environment,
    instance,
    installation: instance,
    boot,
    capabilities: ["node.lines", "variables", "taps"],
    camelVersion: app.camelVersion,
    javaVersion: "21.0.9",
    agentVersion: "fleet 1",
    runtime: app.runtime,
  };
}

interface WriterParts {
  readonly session: Session;
  readonly outbox: Outbox;
  readonly boot: number;
  readonly channel: string;
}

function writer(options: AgentOptions, { session, outbox, boot, channel }: WriterParts): BatchWriter {
  const { app, environment, instance } = options;
  const { agentId, config } = session.registration;
  const header = {
    agent: agentId,
    inst: instance,
    boot,
    app: app.name,
    env: environment,
    dep: app.deployment,
    camel: app.camelVersion,
    win: 1 as const,
  };
  return batchWriter({ channel, header, nowMicros: micros, flush: config.flush, seal: outbox.add });
}
