import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { call, type Caller, type Input } from "#schema/contract/call";
import type { Answer, Endpoint } from "#schema/contract/endpoint";
import { issueRunnerToken } from "#schema/contract/runner-protocol";
import { Problem } from "#schema/problems";
import { assertionAudience } from "#schema/protocol/runner/v1/host";
import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import type { ServerKey } from "#schema/protocol/runner/v1/signed-change";
import type { RunnerClock } from "../clock.ts";
import type { Connection } from "./connection.ts";
import type { HostKeys } from "./host-keys.ts";

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls the server as this runner. */
export interface RunnerCall {
  <E extends Endpoint>(endpoint: E, input: Input<E>, options?: CallOptions): Promise<Answer<E>>;
  /** The value of the header `Authorization`, fresh. */
  authorization(): Promise<string>;
}

export interface Credentials {
  readonly runnerId: string;
  /** Asked for with every token, since they are rotated. */
  readonly keys: () => HostKeys;
  readonly onServerKeys: (announced: readonly ServerKey[]) => Promise<void>;
}

const renewBeforeMs = 60_000;

export function runnerCall(connection: Connection, credentials: Credentials, clock: RunnerClock): RunnerCall {
  let token: { readonly value: string; readonly untilMs: number } | undefined;
  const renew = async (): Promise<void> => {
    const caller = { baseUrl: connection.url, fetch: connection.fetch };
    const reply = await issue(caller, connection, { credentials, clock });
    token = { value: reply.accessToken, untilMs: clock.monotonicMs() + reply.expiresIn * 1_000 };
    await credentials.onServerKeys(reply.serverKeys);
  };
  const authorization = async (): Promise<string> => {
    if (token === undefined || clock.monotonicMs() > token.untilMs - renewBeforeMs) await renew();
    return `Bearer ${token?.value ?? ""}`;
  };
  const send = async <E extends Endpoint>(endpoint: E, input: Input<E>, options: CallOptions = {}): Promise<Answer<E>> => {
    const attempt = async (): Promise<Answer<E>> => {
      const headers = { ...options.headers, authorization: await authorization() };
      const { signal } = options;
      return call(
        { baseUrl: connection.url, fetch: connection.fetch, headers, ...(signal === undefined ? {} : { signal }) },
        endpoint,
        input,
      );
    };
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "unauthenticated") throw error;
      token = undefined;
      return attempt();
    }
  };
  return Object.assign(send, { authorization });
}

interface Asserting {
  readonly credentials: Credentials;
  readonly clock: RunnerClock;
}

/** A wrong clock is put right once by the server's: an assertion lives for a minute only. */
async function issue(caller: Caller, connection: Connection, asserting: Asserting): Promise<Answer<typeof issueRunnerToken>> {
  const attempt = async (): Promise<Answer<typeof issueRunnerToken>> =>
    call(caller, issueRunnerToken, { body: { assertion: await assertion(asserting, connection.skewMs()) } });
  const assumedMs = connection.skewMs();
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "unauthenticated" || connection.skewMs() === assumedMs) throw error;
    return attempt();
  }
}

async function assertion({ credentials, clock }: Asserting, skewMs: number): Promise<string> {
  const now = Math.floor((clock.nowMs() + skewMs) / 1_000);
  return new SignJWT({})
    .setProtectedHeader({ alg: "EdDSA" })
    .setIssuer(credentials.runnerId)
    .setSubject(credentials.runnerId)
    .setAudience(assertionAudience)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + runnerTiming.assertionSeconds)
    .sign(credentials.keys().signKey);
}
