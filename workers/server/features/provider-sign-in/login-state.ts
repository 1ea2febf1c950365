import { z } from "zod";
import type { Deps } from "#server/platform/deps";
import type { Context } from "#server/platform/call";
import { readCookie, writeCookie } from "#server/platform/cookies";

export const stateHoldsMs = 10 * 60_000;

const name = "cameleer-login";
const place = "state of a sign-in";

const loginState = z.object({
  secrets: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
  expiresAtMs: z.number(),
  purpose: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("sign-in"), returnTo: z.string() }),
    /** Whose trial it is, and of which settings. */
    z.object({ kind: z.literal("trial"), actor: z.string(), revision: z.string() }),
  ]),
});

/** What a browser that was sent to the provider must bring back, encrypted: only the one that has begun a sign-in can complete it. */
export type LoginState = z.output<typeof loginState>;
export type Purpose = LoginState["purpose"];

export async function writeLoginState(deps: Deps, ctx: Context, state: LoginState): Promise<void> {
  const value = await deps.keys.encrypt(JSON.stringify(state), place);
  setCookie(deps, ctx, { value, maxAgeSeconds: stateHoldsMs / 1_000 });
}

/** Takes the state away from the browser. Undefined when it brought none that this server has made and that still holds. */
export async function takeLoginState(deps: Deps, ctx: Context): Promise<LoginState | undefined> {
  const value = readCookie(deps.config, ctx.request, name);
  setCookie(deps, ctx, { value: "", maxAgeSeconds: 0 });
  const text = value === undefined ? undefined : await deps.keys.decrypt(value, place).catch(() => undefined);
  const state = text === undefined ? undefined : loginState.parse(JSON.parse(text));
  return state !== undefined && state.expiresAtMs > deps.clock.now() ? state : undefined;
}

/** The provider sends the browser back from its own site, hence `Lax`. */
function setCookie({ config }: Deps, ctx: Context, cookie: { value: string; maxAgeSeconds: number }): void {
  ctx.replyHeaders.append("set-cookie", writeCookie(config, ctx.request, { name, sameSite: "Lax", ...cookie }));
}
