/** What the fleet's apps do, as an agent inside them would record it. Instants are µs since the epoch, offsets µs since the start. */

export interface Step {
  readonly node: string;
  readonly kind: string;
  /** Route the node belongs to. */
  readonly route: string;
  readonly offset: number;
  duration: number;
  readonly parent: Step | undefined;
  /** Index into `executionStatuses`. */
  status: number;
  readonly iteration: number;
  readonly attempt: number;
  /** 0 the root exchange, else number of a sub-exchange. */
  readonly exchange: number;
  changed: number;
  branch?: string;
  endpoint?: string;
  enteredRoute?: string;
  /** Place in order of start; known when the exchange has ended. */
  index: number;
}

export interface RecordedError {
  readonly step: Step;
  readonly errorClass: string;
  readonly message: string;
  readonly stack: string;
  handled: boolean;
  deadLetter?: string;
}

export interface Snapshot {
  /** undefined: the exchange as it entered or left. */
  readonly step: Step | undefined;
  /** Index into `payloadPhases`. */
  readonly phase: number;
  readonly bodyType: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly redacted: readonly string[];
}

export interface RecordedLog {
  readonly atMicros: number;
  readonly severity: number;
  readonly logger: string;
  readonly message: string;
  readonly stack?: string;
  readonly node?: string;
}

export interface ParentStep {
  readonly executionId: string;
  readonly step: Step;
  readonly app: string;
  readonly route: string;
}

export interface Recording {
  readonly id: string;
  readonly app: string;
  readonly route: string;
  readonly fromUri: string;
  readonly graph: string;
  readonly startMicros: number;
  durationMicros: number;
  status: number;
  readonly exchangeId: string;
  readonly subExchanges: string[];
  readonly traceId: string;
  readonly spanId: string;
  readonly parent: ParentStep | undefined;
  readonly links: readonly string[];
  readonly correlation: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly thread: string;
  readonly steps: Step[];
  readonly errors: RecordedError[];
  redeliveries: number;
  readonly captureLevel: number;
  readonly snapshots: Snapshot[];
  readonly logs: RecordedLog[];
}

export const status = { running: 0, completed: 1, failed: 2, handled: 3, filtered: 4, stopped: 5, abandoned: 6 } as const;
export const changedBody = 1;
