import Docker from "dockerode";

/** What the API of the engine speaks at most, of what this runner was written against. */
const newestApi = 1.47;

export interface EngineAddress {
  /** As `DOCKER_HOST`: `unix:///var/run/docker.sock`, `tcp://host:port`; empty for the usual socket. */
  readonly dockerHost: string;
}

/** A connection that speaks the newest version both sides know. Old engines refuse newer versions, and new ones refuse old ones. */
export async function connectEngine({ dockerHost }: EngineAddress): Promise<{ readonly docker: Docker; readonly apiVersion: string }> {
  const options = optionsOf(dockerHost);
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
