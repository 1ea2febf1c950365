import type { JSONWebKeySet, JWTVerifyGetKey } from "jose";
import { createLocalJWKSet, errors } from "jose";
import type { AuthorizationServer } from "oauth4webapi";
import { allowInsecureRequests, customFetch, discoveryRequest, processDiscoveryResponse } from "oauth4webapi";
import { z } from "zod";
import type { Clock } from "#server/platform/clock";
import type { Outbound } from "#server/platform/outbound";
import { OutboundRefused } from "#server/platform/outbound";

const metadataHoldsMs = 3_600_000;
const keysHoldMs = 600_000;
/** An unknown key id makes the keys be read again, but not more often than this. */
const keysRestMs = 30_000;
/** After a failure nobody tries again for this long. */
const failureRestMs = 5_000;

/** An identity provider's own documents could not be had; the message is fit for an administrator. */
export class IssuerUnreachable extends Error {}

/** What this isolate remembers of what identity providers publish about themselves. Throws `IssuerUnreachable`. */
export interface Issuers {
  metadata(issuer: string): Promise<AuthorizationServer>;
  keys(issuer: string): Promise<JSONWebKeySet>;
  /** The key that a token's header names. */
  readonly keyOf: (issuer: string) => JWTVerifyGetKey;
  /** Reads both anew at the next question. */
  forget(issuer: string): void;
}

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

export function knownIssuers(outbound: Outbound, clock: Clock): Issuers {
  const metadata = keeper((issuer) => readMetadata(outbound, issuer), clock, metadataHoldsMs);
  const readSet = async (issuer: string): Promise<LocalKeySet> => createLocalJWKSet(await readKeys(outbound, await metadata.get(issuer)));
  const keys = keeper(readSet, clock, keysHoldMs);
  return {
    metadata: metadata.get,
    keys: async (issuer) => (await keys.get(issuer)).jwks(),
    keyOf: (issuer) => async (header, token) => {
      const find = await keys.get(issuer);
      try {
        return await find(header, token);
      } catch (thrown) {
        if (!(thrown instanceof errors.JWKSNoMatchingKey) || !keys.claim(issuer, keysRestMs)) throw thrown;
      }
      return (await keys.read(issuer))(header, token);
    },
    forget: (issuer) => {
      metadata.forget(issuer);
      keys.forget(issuer);
    },
  };
}

type LocalKeySet = ReturnType<typeof createLocalJWKSet>;

interface Keeper<T> {
  get(issuer: string): Promise<T>;
  read(issuer: string): Promise<T>;
  /** Whether the caller is the one who may read it again before its time: not when somebody has done so, or is about to, within `restMs`. */
  claim(issuer: string, restMs: number): boolean;
  forget(issuer: string): void;
}

interface Kept<T> {
  readonly value: T | undefined;
  readonly readMs: number;
}

/** Promises are not shared: in a Worker one request must not wait for what another one has begun. */
function keeper<T>(read: (issuer: string) => Promise<T>, clock: Clock, holdsMs: number): Keeper<T> {
  const kept = new Map<string, Kept<T>>();
  const reread = async (issuer: string): Promise<T> => {
    try {
      const value = await read(issuer);
      kept.set(issuer, { value, readMs: clock.now() });
      return value;
    } catch (thrown) {
      kept.set(issuer, { value: undefined, readMs: clock.now() });
      throw thrown;
    }
  };
  const get = async (issuer: string): Promise<T> => {
    const known = kept.get(issuer);
    const ageMs = clock.now() - (known?.readMs ?? Number.NEGATIVE_INFINITY);
    if (known?.value !== undefined && ageMs < holdsMs) return known.value;
    const failedJustNow = known !== undefined && known.value === undefined && ageMs < failureRestMs;
    if (failedJustNow) throw new IssuerUnreachable("It could not be reached a moment ago");
    return reread(issuer);
  };
  const claim = (issuer: string, restMs: number): boolean => {
    const known = kept.get(issuer);
    if (known?.value === undefined || clock.now() - known.readMs < restMs) return false;
    kept.set(issuer, { value: known.value, readMs: clock.now() });
    return true;
  };
  return { get, read: reread, claim, forget: (issuer) => void kept.delete(issuer) };
}

async function readMetadata(outbound: Outbound, issuer: string): Promise<AuthorizationServer> {
  const url = new URL(issuer);
  try {
    const options = { [customFetch]: (address: string) => outbound.fetch(address), [allowInsecureRequests]: url.protocol === "http:" };
    return await processDiscoveryResponse(url, await discoveryRequest(url, options));
  } catch (thrown) {
    throw unreachable(thrown, "Its metadata cannot be read");
  }
}

async function readKeys(outbound: Outbound, { jwks_uri }: AuthorizationServer): Promise<JSONWebKeySet> {
  if (jwks_uri === undefined) throw new IssuerUnreachable("It does not say where its keys are");
  try {
    const response = await outbound.fetch(jwks_uri);
    if (response.status !== 200) throw new IssuerUnreachable(`Its keys answer with ${response.status}`);
    return keySet.parse(await response.json()) as JSONWebKeySet;
  } catch (thrown) {
    throw unreachable(thrown, "Its keys cannot be read");
  }
}

function unreachable(thrown: unknown, otherwise: string): IssuerUnreachable {
  if (thrown instanceof IssuerUnreachable) return thrown;
  return new IssuerUnreachable(thrown instanceof OutboundRefused ? thrown.message : otherwise, { cause: thrown });
}
