import { Problem } from "#schema/problems";
import type { Proof } from "#server/features/auth/actor-cache";
import { guessLimit } from "#server/features/auth/guess-limit";
import { findLivingToken, tokenPrefix, touchToken } from "#server/features/bootstrap-tokens/index";
import { findEpochs, noEpochs } from "#server/features/epochs/index";
import { isWellFormed } from "#server/platform/checked-token";
import { clientAddress, networkOf } from "#server/platform/client-address";
import type { Deps } from "#server/platform/deps";
import { hashOfToken, sameSecret } from "#server/platform/opaque-token";

const hourMs = 3_600_000;

/** A token of the configuration that is shorter may have been thought up by a person. */
const unguessableLength = 32;

/**
 * What agents sign up with: the configuration's token, or a stored one (`cml_b_…`). Every other opaque token is taken for a guess at one: a
 * network has ten a minute. A right token passes all the same, unless it is one that could be guessed.
 */
export function bootstrapValidator(): (deps: Deps, token: string, request: Request) => Promise<Proof> {
  const guesses = guessLimit();
  return async (deps, token, request) => {
    const network = networkOf(clientAddress(request, deps.config.trustedProxies));
    const configured = deps.config.bootstrapToken.reveal();
    if (configured.length < unguessableLength) guesses.refuse(network, deps.clock.now());
    if (await sameSecret(token, configured)) {
      const actor = { kind: "bootstrap", subject: "bootstrap-token", tokenId: "", environment: null } as const;
      return { actor, untilMs: Number.POSITIVE_INFINITY, epochs: null };
    }
    const proof = await storedToken(deps, token);
    if (proof !== undefined) return proof;
    await guesses.count(deps, network);
    throw new Problem("unauthenticated", { cause: "no such bootstrap token" });
  };
}

async function storedToken(deps: Deps, token: string): Promise<Proof | undefined> {
  if (!isWellFormed(tokenPrefix, token)) return undefined;
  const db = deps.db.forTenant(deps.tenant);
  const nowMs = deps.clock.now();
  const tokenHash = await hashOfToken(token);
  const [[epochs = noEpochs], [found]] = await db.batch([
    findEpochs(db),
    findLivingToken(db, tokenHash, nowMs),
    touchToken(db, tokenHash, nowMs),
  ]);
  if (found === undefined) return undefined;
  const actor = { kind: "bootstrap", subject: found.id, tokenId: found.id, environment: found.environment } as const;
  return { actor, untilMs: Math.min(found.expiresAt ?? Number.POSITIVE_INFINITY, nowMs + hourMs), epochs };
}
