import type { CommandAck, CommandPayload } from "#schema/protocol/v1/command";
import { openCommand } from "#schema/protocol/v1/command-envelope";
import type { CommandFault } from "#schema/protocol/v1/command-envelope";
import type { Session } from "./session.ts";

export type Outcome = Pick<CommandAck, "state" | "result">;

export interface CommandsOptions {
  readonly session: Session;
  readonly boot: number;
  /** Highest risk this host lets through. */
  readonly highestRisk: number;
  readonly execute: (payload: CommandPayload) => Promise<Outcome>;
}

/** What an agent does with an envelope: verify, refuse or obey, acknowledge. */
export interface Commands {
  readonly lastSequence: number;
  readonly obeyed: number;
  /** Envelopes that were not obeyed, by reason. */
  readonly faults: Readonly<Partial<Record<CommandFault, number>>>;
  take(envelope: unknown): Promise<void>;
}

const rememberedAcks = 256;

export function commandsOf({ session, boot, highestRisk, execute }: CommandsOptions): Commands {
  const { agentId, commandKeys } = session.registration;
  const finished = new Map<string, CommandAck>();
  const faults: Partial<Record<CommandFault, number>> = {};
  let lastSequence = 0;
  let obeyed = 0;

  const finish = async (ack: CommandAck): Promise<void> => {
    finished.set(ack.id, ack);
    const [oldest] = finished.keys();
    if (finished.size > rememberedAcks && oldest !== undefined) finished.delete(oldest);
    await acknowledge(session, [ack]);
  };
  return {
    get lastSequence() {
      return lastSequence;
    },
    get obeyed() {
      return obeyed;
    },
    faults,
    take: async (envelope) => {
      const opened = await openCommand(commandKeys, { agentId, boot, lastSequence, nowMs: Date.now() }, envelope);
      const known = finished.get(opened.payload?.id ?? "");
      if (known !== undefined) return acknowledge(session, [known]);
      if (!opened.ok) {
        faults[opened.why] = (faults[opened.why] ?? 0) + 1;
        if (opened.why === "expired" && opened.payload !== undefined) await finish({ id: opened.payload.id, state: "expired" });
        return;
      }
      const { payload } = opened;
      lastSequence = payload.seq;
      if (payload.risk > highestRisk)
        return finish({ id: payload.id, state: "rejected", result: { why: `risk ${payload.risk} is not allowed here` } });
      await acknowledge(session, [{ id: payload.id, state: "received" }]);
      const started = performance.now();
      const outcome = await execute(payload).catch((cause: unknown): Outcome => ({ state: "failed", result: { why: String(cause) } }));
      obeyed++;
      await finish({ id: payload.id, ...outcome, tookMs: performance.now() - started });
    },
  };
}

/** An acknowledgement that gets lost is sent again when the command comes again. */
async function acknowledge({ fetch, registration }: Session, acks: readonly CommandAck[]): Promise<void> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ acks }) };
  const response = await fetch(`/v1/agents/${registration.agentId}/acks`, init).catch(() => undefined);
  await response?.body?.cancel();
}
