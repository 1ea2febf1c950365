import type { ContainerLine } from "#schema/contract/container-logs";

/** The live side of runners: the door bell and those who watch logs. Nothing is lost when a hub forgets everything. */
export interface RunnerHubs {
  /** The stub of that runner's hub. */
  of(runnerId: string): RunnerHubStub;
}

/** Whose lines or deployments somebody watches. */
export interface TailedApp {
  readonly environmentId: string;
  readonly appId: string;
}

export interface Tail extends TailedApp {
  /** ISO 8601; watching goes on at least until then, unless it is renewed. */
  readonly until: string;
}

/** What the Durable Object answers by RPC. One object per runner. */
export interface RunnerHubStub {
  /** There is something for this runner up to `rev`. */
  ring(rev: number): Promise<void>;
  /** Resolves as soon as there is something beyond `haveRev`, or after the time. */
  waitFor(haveRev: number, waitMs: number): Promise<void>;
  /** A new process has begun: older links are told so and closed. */
  replaceSession(epoch: number): Promise<void>;
  /** Lines that have just been stored, for those who watch. */
  publish(app: TailedApp, lines: readonly ContainerLine[]): Promise<void>;
  /** A deployment of the app has moved, for those who watch. */
  changed(app: TailedApp): Promise<void>;
  tails(): Promise<readonly Tail[]>;
  link(): Promise<"websocket" | "poll" | "none">;
  /** `GET /link?epoch=` opens the door bell's WebSocket, `GET /tail?…` an event stream of lines, `GET /changes?…` one of changes. */
  fetch(request: Request): Promise<Response>;
}
