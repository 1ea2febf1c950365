/** What a runner is told at enrollment and in every reply; these are the defaults of protocol v1. */
export const runnerTiming = {
  /** between two syncs while nothing happens and the door bell is open */
  syncMs: 60_000,
  /** between two plain polls when neither door bell nor long poll gets through */
  pollMs: 15_000,
  /** longest `wait` of a sync */
  longestWaitMs: 25_000,
  /** after a local change, before it is told */
  debounceMs: 250,
  /** how long after sending a sync that was answered well a destructive step may still be begun */
  leaseMs: 90_000,
  /** a runner silent for longer is shown as unknown */
  unknownAfterMs: 180_000,
  pingMs: 30_000,
  /** how often the logs of an app that somebody watches are uploaded */
  tailFlushMs: 250,
  taskLeaseMs: 300_000,
  accessTokenSeconds: 900,
  assertionSeconds: 60,
  /** how long the former keys still count after a rotation */
  keyOverlapMs: 86_400_000,
  enrollmentMs: 3_600_000,
  /** how long a signed change may be taken up */
  changeLifetimeSeconds: 86_400,
} as const;

export const logLimits = {
  /** of one upload, before compression */
  chunkBytes: 256 * 1024,
  lineBytes: 64 * 1024,
} as const;

/** The oldest runner that may enroll. Running ones keep their apps whatever their version. */
export const oldestRunner = "0.1.0";
