import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { ContainerCreateOptions } from "dockerode";
import { cordonMark } from "#runner/executor/docker/health-command";
import type { Recording } from "./recording.ts";

export interface EngineEvent {
  readonly Type: "container";
  readonly status: string;
  readonly id: string;
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
}

/** A container of which nothing runs but the clock of its health check. */
export interface FakeContainer {
  readonly id: string;
  readonly name: string;
  readonly asked: ContainerCreateOptions;
  status: "created" | "running" | "exited";
  startedAt: string;
  restartPolicy: string;
  health: "starting" | "healthy" | "unhealthy";
  cordoned: boolean;
  /** Until then (by `performance.now`) nothing else is learned of it. */
  heldUntilMs: number;
  readonly over: AbortController;
}

/** What the engine knows. */
export interface EngineState {
  readonly recording: Recording;
  readonly containers: Map<string, FakeContainer>;
  /** Labels by name. */
  readonly images: Map<string, Readonly<Record<string, string>>>;
  readonly networks: Map<string, { readonly Id: string; readonly Name: string; readonly Created: string }>;
  /** Scripts to run, by the id of their exec. */
  readonly scripts: Map<string, { readonly container: FakeContainer; readonly script: string }>;
  readonly listeners: Set<(event: EngineEvent) => void>;
}

export function newEngineState(recording: Recording, baseImage: string): EngineState {
  const networks = ["bridge", "host", "none"].map((Name) => [Name, { Id: newId(), Name, Created: new Date().toISOString() }] as const);
  return {
    recording,
    containers: new Map(),
    images: new Map([[baseImage, {}]]),
    networks: new Map(networks),
    scripts: new Map(),
    listeners: new Set(),
  };
}

export function newId(): string {
  return randomBytes(32).toString("hex");
}

export function emit({ listeners }: EngineState, { id, name, asked }: FakeContainer, status: string): void {
  const Attributes = { ...asked.Labels, name };
  const event: EngineEvent = { Type: "container", status, id, Action: status, Actor: { ID: id, Attributes } };
  listeners.forEach((listener) => listener(event));
}

/** Asks the container how it is as often as it wants to be asked: it is well at once. */
export async function checkHealth(state: EngineState, container: FakeContainer): Promise<void> {
  while (!container.over.signal.aborted) {
    await check(state, container, intervalOf(container));
    if (!container.cordoned) tell(state, container, "healthy");
  }
}

/** On average the next check begins half an interval later; a time left to chance would be noise of the benchmark. */
async function noticeCordon(state: EngineState, container: FakeContainer): Promise<void> {
  await check(state, container, intervalOf(container) / 2);
  tell(state, container, "unhealthy");
}

async function check({ recording }: EngineState, container: FakeContainer, inMs: number): Promise<void> {
  const { signal } = container.over;
  await pause(inMs, undefined, { signal }).catch(() => undefined);
  container.heldUntilMs = performance.now() + recording.heldByHealthCheck;
  await pause(recording.healthCheck, undefined, { signal }).catch(() => undefined);
}

function tell(state: EngineState, container: FakeContainer, health: FakeContainer["health"]): void {
  if (container.over.signal.aborted || health === container.health) return;
  container.health = health;
  emit(state, container, `health_status: ${health}`);
}

function intervalOf({ asked }: FakeContainer): number {
  return (asked.Healthcheck?.Interval ?? 0) / 1e6;
}

/** What a script prints; the only ones that come are the runner's. */
export function runScript(state: EngineState, container: FakeContainer, script: string): string {
  if (script.startsWith(`: > ${cordonMark}`) && !container.cordoned) {
    container.cordoned = true;
    void noticeCordon(state, container);
  }
  const count = script.includes("/proc/net/tcp") ? "0\r\n" : "";
  const [, endWord] = /\necho "(.+) \$\?"$/.exec(script) ?? [];
  return endWord === undefined ? count : `${count}${endWord} 0\r\n`;
}
