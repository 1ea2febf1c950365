/** An exchange that has started and not ended, as the hub keeps it. Times are microseconds since the epoch. */
export interface RunningExchange {
  /** with dashes, lower case */
  readonly executionId: string;
  readonly exchangeId: string;
  readonly agentId: string;
  readonly app: string;
  readonly environment: string;
  readonly instance: string;
  readonly route: string;
  readonly node: string;
  readonly traceId: string;
  readonly startMicros: number;
}
