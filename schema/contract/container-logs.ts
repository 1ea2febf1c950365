import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import {
  appId,
  commaList,
  cursor,
  deploymentId,
  environmentId,
  instant,
  name,
  pageSize,
  rangeQuery,
  resolvedRange,
} from "#schema/contract/fields";
import { logKinds } from "#schema/protocol/runner/v1/log-line";

/** One line that a container, or the runner about a rollout, wrote. */
export const containerLine = z.object({
  /** Tells this line from every other, in the order of their streams. */
  id: z.string(),
  at: instant,
  instance: z.string(),
  kind: z.enum(logKinds),
  deploymentId: deploymentId.nullable(),
  stream: z.enum(["stdout", "stderr", "runner"]),
  text: z.string(),
  /** Bytes that the host dropped here because its spool was full; 0 as a rule. */
  droppedBytes: z.number().int(),
});
export type ContainerLine = z.infer<typeof containerLine>;

const narrowing = {
  appId,
  environmentId,
  deploymentId: deploymentId.optional(),
  instance: commaList(name).optional(),
  kind: commaList(z.enum(logKinds)).optional(),
};

export const listContainerLogs = endpoint({
  id: "listContainerLogs",
  method: "GET",
  path: "/api/v1/container-logs",
  summary: "Lines of an app in an environment, newest first; `q` finds lines that contain all of its words",
  needs: "logs:read",
  query: z.object({ ...narrowing, ...rangeQuery, q: z.string().max(512).optional(), limit: pageSize, cursor: cursor.optional() }),
  reply: {
    status: 200,
    body: z.object({ range: resolvedRange, items: z.array(containerLine), nextCursor: z.string().nullable() }),
  },
  problems: ["runtime-unavailable", "not-found", "invalid-query", "store-unavailable"],
});

/** Frames of the stream. `logs.gap`: lines were missed, read the list from the last `id` on. */
export const containerLogFrame = z.discriminatedUnion("type", [
  z.object({ type: z.literal("logs.lines"), lines: z.array(containerLine) }),
  z.object({ type: z.literal("logs.gap") }),
]);

export const streamContainerLogs = endpoint({
  id: "streamContainerLogs",
  method: "GET",
  path: "/api/v1/container-logs/stream",
  summary:
    "The same lines as they arrive, as server-sent events whose data is a `containerLogFrame`; each line was stored before it is sent",
  needs: "logs:read",
  query: z.object(narrowing),
  reply: { status: 200, stream: "text/event-stream" },
  problems: ["runtime-unavailable", "not-found"],
});
