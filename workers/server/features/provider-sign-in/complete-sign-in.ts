import type { ProblemCode } from "#schema/problems";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import type { Provider, Refusal, SignInSecrets } from "#server/features/oidc/index";
import { addressesOf, currentProvider, describedBy, exchangeCode, SignInRefused } from "#server/features/oidc/index";
import type { Opening } from "#server/features/provider-sign-in/opening";
import { signInWithAccount } from "#server/features/provider-sign-in/sign-in-with-account";
import { signInWithClaims } from "#server/features/provider-sign-in/sign-in-with-claims";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { describeCause } from "#server/platform/log";

interface SignIn {
  readonly parameters: URLSearchParams;
  readonly secrets: SignInSecrets;
  readonly returnTo: string;
}

/** Signs somebody in, or says on the sign-in page why not. Returns where the browser goes. */
export async function completeSignIn(deps: Deps, ctx: Context, { parameters, secrets, returnTo }: SignIn): Promise<string> {
  const provider = await currentProvider(deps);
  if (provider === undefined)
    throw new Problem("sign-in-failed", { detail: "Nobody signs in through an identity provider here any more." });
  const { redirectUri } = addressesOf(deps.config, ctx.request);
  try {
    const session = await exchangeCode(deps, provider, { parameters, secrets, redirectUri });
    await open(deps, ctx, { provider, session });
    return returnTo;
  } catch (thrown) {
    const reason = thrown instanceof Problem ? reasons[thrown.code] : undefined;
    const refused = reason === undefined ? thrown : new SignInRefused(reason, { cause: thrown });
    if (!(refused instanceof SignInRefused)) throw thrown;
    await noteRefusal(deps, ctx, { provider, refused });
    return signInPage(refused.refusal, returnTo);
  }
}

const reasons: Partial<Record<ProblemCode, Refusal>> = { "limit-reached": "limit", "last-administrator": "last-administrator" };

/** Where the browser is told why it was not signed in, and may try again. */
export function signInPage(refused: Refusal, back: string): string {
  return `/sign-in?${new URLSearchParams({ refused, back })}`;
}

async function open(deps: Deps, ctx: Context, opening: Opening): Promise<void> {
  ctx.log.set({ person: describedBy(opening.session.claims).username });
  await (deps.config.localLogin ? signInWithAccount(deps, ctx, opening) : signInWithClaims(deps, ctx, opening));
}

async function noteRefusal(deps: Deps, ctx: Context, { provider, refused }: { provider: Provider; refused: SignInRefused }): Promise<void> {
  const { refusal: reason, subject } = refused;
  ctx.log.set({ refusal: reason, refusedBecause: describeCause(refused.cause) });
  const fact = { action: "session.open", target: subject, outcome: "failure", detail: { reason, issuer: provider.issuer } } as const;
  await auditRow(deps.db.forTenant(ctx.tenant), { deps, ctx }, fact);
}
