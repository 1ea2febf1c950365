import { z } from "zod";

/**
 * What an agent can be told, with the risk an agent's host may forbid: 1 looks or raises a level for a while, 2 changes the running
 * app in a way that is easily undone, 3 touches messages.
 */
export const commandRisks = {
  "config.reload": 1,
  "trace.level": 1,
  "tap.start": 1,
  "tap.stop": 1,
  "log.level": 1,
  "log.tail": 1,
  "route.start": 2,
  "route.stop": 2,
  "route.suspend": 2,
  "route.resume": 2,
  "route.restart": 2,
  "graph.refresh": 1,
  "stats.reset": 1,
  "endpoints.list": 1,
  "jvm.threads": 1,
  "jvm.gc": 2,
} as const satisfies Record<string, 1 | 2 | 3>;

export type CommandType = keyof typeof commandRisks;
export const commandTypes = Object.keys(commandRisks) as [CommandType, ...CommandType[]];

const tapTypes = ["tap.start", "tap.stop"] as const satisfies readonly CommandType[];
export type TapType = (typeof tapTypes)[number];
type OtherType = Exclude<CommandType, TapType>;

/** Taps have an address of their own; these are sent as they are. */
export const sendableTypes = commandTypes.filter((type) => !tapTypes.some((tap) => tap === type)) as [OtherType, ...OtherType[]];

/** A random number of one start of the agent's process; below 2^53 so that every JSON parser keeps it. */
export const bootNumber = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The signed content of an envelope. Unknown members are ignored; an unknown `type` is acknowledged as `rejected`. */
export const commandPayload = z.object({
  id: z.string().min(1).max(64),
  /** grows with every command to this agent; gaps are normal */
  seq: z.number().int().min(1),
  /** the agent's id */
  aud: z.string(),
  /** the start of the process it is for; null for any */
  boot: bootNumber.nullable(),
  type: z.string().max(64),
  args: z.record(z.string(), z.unknown()),
  /** issued, expires: seconds since the epoch */
  iat: z.number().int(),
  exp: z.number().int(),
  /** who sent it, as the audit log knows them */
  actor: z.string(),
  reason: z.string(),
  risk: z.number().int().min(1).max(3),
});
export type CommandPayload = z.infer<typeof commandPayload>;

const base64url = z.string().regex(/^[\w-]+$/);

/** How a command travels. `sig` is an Ed25519 signature over the bytes that `p` decodes to, never over JSON written again. */
export const commandEnvelope = z.object({ kid: z.string().min(1).max(64), p: base64url.max(131_072), sig: base64url.length(86) });
export type CommandEnvelope = z.infer<typeof commandEnvelope>;

/** States an agent reports. `received` comes first; the others end the command. */
export const ackStates = ["received", "done", "failed", "rejected", "expired"] as const;
export type AckState = (typeof ackStates)[number];

export const commandAck = z.object({
  id: z.string().min(1).max(64),
  state: z.enum(ackStates),
  result: z.record(z.string(), z.unknown()).optional(),
  tookMs: z.number().min(0).optional(),
});
export type CommandAck = z.infer<typeof commandAck>;
