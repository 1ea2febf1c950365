import { Agent } from "node:http";
import { inspect } from "node:util";
import Docker from "dockerode";
import { type FailureReason, StepFailure } from "../outcome.ts";

/** What the API of the engine speaks at most, of what this runner was written against. */
const newestApi = 1.47;

/** docker-modem describes the options of every request for its debug log, whether anybody reads it or not, and an agent with all its sockets is long. */
class BriefAgent extends Agent {
  [inspect.custom](): string {
    return "Agent";
  }
}

export interface EngineAddress {
  /** As `DOCKER_HOST`: `unix:///var/run/docker.sock`, `tcp://host:port`; empty for the usual socket. */
  readonly dockerHost: string;
}

/**
 * Speaks the newest version both sides know. Old engines refuse newer versions, and new ones refuse old ones. Each request has a connection of its
 * own: an engine that is about to end still answers on those that are open, and would show containers that it ends itself as if they had failed.
 */
export async function connectEngine({ dockerHost }: EngineAddress): Promise<{ readonly docker: Docker; readonly apiVersion: string }> {
  const options = { ...optionsOf(dockerHost), agent: new BriefAgent({ keepAlive: false }) };
  const { ApiVersion: engineApi } = await new Docker(options).version();
  const apiVersion = minorOf(engineApi) < minorOf(String(newestApi)) ? engineApi : String(newestApi);
  return { docker: new Docker({ ...options, version: `v${apiVersion}` }), apiVersion };
}

export function optionsOf(dockerHost: string): Docker.DockerOptions {
  if (dockerHost === "") return { socketPath: "/var/run/docker.sock" };
  if (dockerHost.startsWith("unix://")) return { socketPath: dockerHost.slice("unix://".length) };
  const { hostname, port } = new URL(dockerHost.replace(/^tcp:/, "http:"));
  return { host: hostname, port: port === "" ? 2_375 : Number(port), protocol: "http" };
}

function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}

/** The HTTP status the engine answered with, or undefined when it was none of its answers. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : undefined;
}

/** The engine's own words, without the wrapping. */
export function wordsOf(error: unknown): string {
  if (error instanceof Error && "json" in error) {
    const { json } = error as { json?: { message?: unknown } };
    if (typeof json?.message === "string") return json.message;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Runs an action that is fine when it was done already (304), or when the object is gone already (404). */
export async function unlessDone<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    const status = statusOf(error);
    if (status === 304 || status === 404) return undefined;
    throw error;
  }
}

/** Runs an action that is fine when the engine refuses it, whatever the reason; that the engine cannot be reached is not fine. */
export async function unlessRefused(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (statusOf(error) === undefined) throw error;
  }
}

/** What the engine says of its own in the middle of an answer that began well. */
export class EngineRefusal extends Error {}

/**
 * A refusal of the engine as the failure of a step. An engine that cannot be reached has refused nothing: then it is the error itself, and what
 * was asked is to be asked again.
 */
export function refusalOf(error: unknown, reason: FailureReason, what: string): unknown {
  if (/no space left/i.test(wordsOf(error))) {
    return new StepFailure("disk", "The disk of the container engine is full: free some space and deploy again.", error);
  }
  const isAnswer = statusOf(error) !== undefined || error instanceof EngineRefusal;
  return isAnswer ? new StepFailure(reason, `${what}: ${wordsOf(error)}`, error) : error;
}
