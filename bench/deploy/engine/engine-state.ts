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

/** Asks the container how it is as often as it wants to be asked: it is well at once, until it is cordoned. */
export async function checkHealth(state: EngineState, container: FakeContainer): Promise<void> {
  const { healthCheck, heldByHealthCheck } = state.recording;
  const { signal } = container.over;
  const intervalMs = (container.asked.Healthcheck?.Interval ?? 0) / 1e6;
  while (!signal.aborted) {
    await pause(intervalMs, undefined, { signal }).catch(() => undefined);
    container.heldUntilMs = performance.now() + heldByHealthCheck;
    await pause(healthCheck, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const health = container.cordoned ? "unhealthy" : "healthy";
    if (health === container.health) continue;
    container.health = health;
    emit(state, container, `health_status: ${health}`);
  }
}

/** What a script prints; the only ones that come are the runner's. */
export function runScript(container: FakeContainer, script: string): string {
  if (script.startsWith(`: > ${cordonMark}`)) container.cordoned = true;
  const count = script.includes("/proc/net/tcp") ? "0\r\n" : "";
  const [, endWord] = /\necho "(.+) \$\?"$/.exec(script) ?? [];
  return endWord === undefined ? count : `${count}${endWord} 0\r\n`;
}
