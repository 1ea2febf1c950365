import { batchLimits } from "#schema/protocol/v1/batch";

/** What an agent is told at registration. The defaults of protocol v1. */
export const agentDefaults = {
  accessTokenSeconds: 3_600,
  heartbeatSeconds: 20,
  config: { version: 1, captureLevel: 2, heartbeatSeconds: 20, flush: { executions: 100, bytes: 1_048_576, seconds: 1 } },
  limits: {
    batchBytes: 8 * 1024 * 1024,
    inflatedBytes: batchLimits.inflatedBytes,
    lineBytes: batchLimits.lineBytes,
    stepsPerExecution: batchLimits.steps,
    bodyBytes: batchLimits.bodyBytes,
    blobBytes: 16 * 1024 * 1024,
  },
} as const;

/** The bounded memory of an agent and its retries. */
export const agentBuffer = {
  bytes: 32 * 1024 * 1024,
  retryFirstMs: 500,
  retryLongestMs: 30_000,
} as const;

/** Answers after which the same bytes are worth sending again. */
export const retryableStatuses: readonly number[] = [429, 502, 503, 504];
