import { Problem } from "#schema/problems";
import type { Proof } from "#server/features/auth/actor-cache";
import { actorCache } from "#server/features/auth/actor-cache";
import { appTokenPrefix } from "#server/features/app-tokens/index";
import { readSessionCookie } from "#server/features/auth/session-cookie";
import { verifyApiKey } from "#server/features/auth/verify-api-key";
import { verifyAppToken } from "#server/features/auth/verify-app-token";
import { bootstrapValidator } from "#server/features/auth/verify-bootstrap";
import { verifyExternal } from "#server/features/auth/verify-external";
import { verifyOwnToken } from "#server/features/auth/verify-own-token";
import { verifySession } from "#server/features/auth/verify-session";
import { findEpochs, noEpochs } from "#server/features/epochs/index";
import { isOwnToken } from "#server/platform/access-tokens";
import type { Actor } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { sameSecret } from "#server/platform/opaque-token";

/**
 * Finds out who is calling. A credential that was verified before costs a look-up in memory, and once in ten seconds per isolate a
 * question to the database whether anything changed; a new one costs at most one question.
 */
export function authenticator(): (deps: Deps, request: Request) => Promise<Actor> {
  const cache = actorCache();
  const verifyBootstrap = bootstrapValidator();
  return async (deps, request) => {
    const credential = credentialOf(deps, request);
    if (credential === undefined) return { kind: "anonymous", subject: "anonymous" };
    const nowMs = deps.clock.now();
    const known = cache.get(credential.key, nowMs);
    if (known !== undefined && known.epochs !== null && cache.mustLook(nowMs)) {
      const [epochs = noEpochs] = await findEpochs(deps.db.forTenant(deps.tenant));
      cache.noteEpochs(epochs, nowMs);
    }
    const remembered = cache.get(credential.key, nowMs);
    if (remembered !== undefined) return remembered.actor;
    const validate = (await validatorOf(deps, credential)) ?? verifyBootstrap;
    const proof = await validate(deps, credential.token, request);
    cache.set(credential.key, proof, nowMs);
    return proof.actor;
  };
}

interface Credential {
  /** Tells a cookie from a bearer token with the same text. */
  readonly key: string;
  readonly kind: "bearer" | "cookie";
  readonly token: string;
}

function credentialOf(deps: Deps, request: Request): Credential | undefined {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const [, token] = /^Bearer +([^\s]+)$/i.exec(authorization) ?? [];
    if (token === undefined) throw new Problem("unauthenticated", { detail: "Expected Authorization: Bearer <token>." });
    return { key: `b ${token}`, kind: "bearer", token };
  }
  const token = readSessionCookie(deps.config, request);
  return token === undefined ? undefined : { key: `c ${token}`, kind: "cookie", token };
}

/** Throws `unauthenticated` when the credential is not good. */
type Validator = (deps: Deps, token: string, request: Request) => Promise<Proof>;

const jwt = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** The form of the credential chooses the one who looks at it; nobody else is asked. Undefined: what is opaque is a bootstrap token. */
async function validatorOf({ config }: Deps, { kind, token }: Credential): Promise<Validator | undefined> {
  if (kind === "cookie") return verifySession;
  if (token.startsWith("cml_k_")) return verifyApiKey;
  if (token.startsWith(appTokenPrefix)) return verifyAppToken;
  if (!jwt.test(token) || (await sameSecret(token, config.bootstrapToken.reveal()))) return undefined;
  if (isOwnToken(token)) return verifyOwnToken;
  return verifyExternal;
}
