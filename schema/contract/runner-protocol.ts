import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { appId, deploymentId, environmentId, instant, runnerId, taskId } from "#schema/contract/fields";
import { sha256 } from "#schema/protocol/runner/v1/desired-app";
import { executor, host, publicKeys } from "#schema/protocol/runner/v1/host";
import { logKinds } from "#schema/protocol/runner/v1/log-line";
import { rolloutEvent } from "#schema/protocol/runner/v1/rollout";
import { serverKey, signedChange } from "#schema/protocol/runner/v1/signed-change";
import { hostHealth, snapshot } from "#schema/protocol/runner/v1/snapshot";
import { task, taskReport } from "#schema/protocol/runner/v1/task";

const version = z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}([+-][\w.+-]{1,64})?$/, "expected a version such as 1.2.3");
const capabilities = z.array(z.string().min(1).max(64)).max(64);
const epoch = z.number().int().min(1).meta({ description: "Of this process, from `/runner/v1/sessions`" });
const queryEpoch = z.coerce.number().int().min(1);

const timing = z.object({
  syncMs: z.number().int(),
  pollMs: z.number().int(),
  longestWaitMs: z.number().int(),
  leaseMs: z.number().int(),
  pingMs: z.number().int(),
});

export const enrollRunner = endpoint({
  id: "enrollRunner",
  method: "POST",
  path: "/runner/v1/enroll",
  summary: "Exchange a one-time token and the host's public keys for an identity",
  needs: "public",
  body: z.object({
    token: z.string().min(1).max(256),
    keys: publicKeys,
    host,
    executor,
    version,
    capabilities,
  }),
  reply: {
    status: 201,
    body: z.object({ runnerId, name: z.string(), serverKeys: z.array(serverKey), timing, serverTime: instant }),
  },
  problems: ["enrollment-refused", "upgrade-required", "rate-limited"],
});

export const issueRunnerToken = endpoint({
  id: "issueRunnerToken",
  method: "POST",
  path: "/runner/v1/token",
  summary: "Exchange an assertion, a JWT of at most a minute signed with the host's Ed25519 key, for an access token",
  needs: "public",
  body: z.object({ assertion: z.string().min(1).max(4_096) }),
  reply: {
    status: 200,
    body: z.object({ accessToken: z.string(), expiresIn: z.number().int(), serverKeys: z.array(serverKey), serverTime: instant }),
  },
  problems: ["unauthenticated", "runner-deleted", "rate-limited"],
});

export const openRunnerSession = endpoint({
  id: "openRunnerSession",
  method: "POST",
  path: "/runner/v1/sessions",
  summary: "A process begins: it gets an epoch higher than every one before, and those before are refused from now on",
  needs: "runner",
  body: z.object({ bootId: z.string().min(1).max(128), host, executor, version, capabilities }),
  reply: { status: 201, body: z.object({ epoch: z.number().int(), rev: z.number().int(), timing, serverTime: instant }) },
  problems: ["runner-deleted"],
});

export const syncRunner = endpoint({
  id: "syncRunner",
  method: "POST",
  path: "/runner/v1/sync",
  summary: "Tell what is, hear what should be; idempotent. With `wait`, answers as soon as there is something new",
  needs: "runner",
  query: z.object({ wait: z.coerce.number().int().min(0).max(25).optional().meta({ description: "Seconds" }) }),
  body: z.object({
    epoch,
    /** Grows with every sync of this epoch; a lower one that arrives late changes nothing. */
    seq: z.number().int().min(1),
    /** Highest `rev` of the changes that are stored on the host; 0 for none. */
    haveRev: z.number().int().min(0),
    /** Hash of the runner's choosing over its snapshot. */
    snapshotHash: z.string().max(128),
    /** Left out while the server has the one with this hash. */
    snapshot: snapshot.optional(),
    /** Until acknowledged. */
    events: z.array(rolloutEvent).max(500).default([]),
    tasks: z.array(taskReport).max(50).default([]),
    health: hostHealth,
  }),
  reply: {
    status: 200,
    body: z.object({
      /** The runner has everything when it has stored the changes up to here. */
      rev: z.number().int(),
      /** Changes after `haveRev`, in order of `rev`; at most the newest of each app. */
      changes: z.array(signedChange),
      needSnapshot: z.boolean(),
      tasks: z.array(task),
      acknowledged: z.object({
        /** Per deployment the highest `seq` up to which all events are stored. */
        events: z.array(z.object({ deploymentId, seq: z.number().int() })),
        tasks: z.array(taskId),
      }),
      /** Destructive steps may be begun this long after the reply was received. */
      leaseMs: z.number().int(),
      directives: z.object({
        draining: z.boolean(),
        rotateKeys: z.boolean(),
        /** Apps whose logs somebody is watching: upload these every `flushMs`. */
        tails: z.array(z.object({ environmentId, appId, flushMs: z.number().int(), until: instant })),
      }),
      /** When to sync again if the door bell does not ring. */
      nextSyncMs: z.number().int(),
      serverTime: instant,
    }),
  },
  problems: ["stale-epoch", "runner-deleted", "store-unavailable"],
});

export const getRunnerArtifact = endpoint({
  id: "getRunnerArtifact",
  method: "GET",
  path: "/runner/v1/artifacts/{sha256}",
  summary: "An artifact that this runner is to run. One `Range` gives 206; the ETag is the digest in quotes, for `If-Range`",
  needs: "runner",
  params: z.object({ sha256 }),
  reply: { status: 200, stream: "application/java-archive" },
  problems: ["not-found", "runner-deleted"],
});

export const putRunnerLogs = endpoint({
  id: "putRunnerLogs",
  method: "PUT",
  path: "/runner/v1/logs/{streamId}",
  summary: "Lines of a stream from `offset` on: NDJSON of `logLine`, plain or gzip. Stored exactly once, whatever is repeated",
  needs: "runner",
  params: z.object({ streamId: z.string().regex(/^[\w.:-]{1,128}$/) }),
  query: z.object({
    epoch: queryEpoch,
    offset: z.coerce.number().int().min(0).meta({ description: "Bytes of the stream before this chunk, uncompressed" }),
    environmentId,
    appId,
    instance: z.string().min(1).max(256),
    kind: z.enum(logKinds),
    deploymentId: deploymentId.optional(),
  }),
  body: { raw: ["application/x-ndjson"] },
  reply: {
    status: 200,
    body: z.object({
      /** Everything before this offset is stored: go on from here, whether or not it is the end of what was sent. */
      committedTo: z.number().int(),
      /** Before the next upload of this stream; 0 as a rule. */
      retryAfterMs: z.number().int(),
    }),
  },
  problems: ["malformed-body", "too-large", "not-found", "stale-epoch", "runner-deleted", "rate-limited", "store-unavailable"],
});

export const rotateRunnerKeys = endpoint({
  id: "rotateRunnerKeys",
  method: "POST",
  path: "/runner/v1/keys",
  summary: "Hand over to new keys; the former ones count for another day",
  needs: "runner",
  body: z.object({
    epoch,
    keys: publicKeys,
    proof: z
      .string()
      .regex(/^[\w-]{86}$/)
      .meta({ description: "Ed25519 of the present key over the canonical JSON of the `KeyHandover`" }),
  }),
  reply: { status: 200, body: z.object({ formerUntil: instant }) },
  problems: ["invalid-request", "stale-epoch", "runner-deleted"],
});

export const leaveRunner = endpoint({
  id: "leaveRunner",
  method: "POST",
  path: "/runner/v1/leave",
  summary: "The process ends on purpose; its apps go on. `unregister` ends the identity too, when nothing is placed on it",
  needs: "runner",
  body: z.object({ epoch, reason: z.string().max(256).default(""), unregister: z.boolean().default(false) }),
  reply: { status: 204 },
  problems: ["stale-epoch", "conflict", "runner-deleted"],
});

export const openRunnerLink = endpoint({
  id: "openRunnerLink",
  method: "GET",
  path: "/runner/v1/link",
  summary: "The door bell: a WebSocket on which the server says when to sync",
  needs: "runner",
  query: z.object({ epoch: queryEpoch }),
  reply: { status: 200, stream: "websocket" },
  problems: ["invalid-request", "stale-epoch", "runner-deleted"],
});
