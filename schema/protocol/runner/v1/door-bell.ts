import { z } from "zod";
import { idPattern } from "#schema/ids";

/**
 * What the server says over the WebSocket of `GET /runner/v1/link`: hints, never state. Everything also reaches a runner that only polls.
 * An unknown type is ignored.
 */
export const doorBellFrame = z.discriminatedUnion("type", [
  /** There is desired state, or a task, beyond what the runner has: sync now. */
  z.object({ type: z.literal("sync.poke"), rev: z.number().int().min(0) }),
  /** Somebody is watching this app: upload its logs every `flushMs` until then. */
  z.object({
    type: z.literal("tail.start"),
    environmentId: z.string().regex(idPattern("environment")),
    appId: z.string().regex(idPattern("app")),
    flushMs: z.number().int().min(50),
    until: z.iso.datetime(),
  }),
  /** Another session of this runner has taken over: this process must stop acting. */
  z.object({ type: z.literal("session.replaced"), epoch: z.number().int() }),
]);
export type DoorBellFrame = z.infer<typeof doorBellFrame>;

/** The only thing a runner sends; answered by the platform without waking anything. */
export const doorBellPing = "ping";
export const doorBellPong = "pong";
/** Close code told to a link that a newer one of the same runner has taken over. */
export const doorBellReplacedCode = 4001;
