import type { Deps } from "#server/platform/deps";

type Config = Deps["config"];

/** The address of this site as browsers know it, without a trailing slash. Nothing that a caller may write decides but the address it has used. */
function siteOf({ publicUrl }: Config, request: Request): string {
  if (publicUrl !== undefined) return publicUrl;
  const { host, protocol } = new URL(request.url);
  const secure = protocol === "https:" || request.headers.get("x-forwarded-proto") === "https";
  return `${secure ? "https" : "http"}://${host}`;
}

/** What the provider must know of this site. */
export function addressesOf(config: Config, request: Request) {
  const site = siteOf(config, request);
  return {
    redirectUri: `${site}/api/v1/auth/oidc/callback`,
    postLogoutRedirectUri: `${site}/sign-in`,
    backchannelLogoutUri: `${site}/api/v1/auth/oidc/backchannel-logout`,
  };
}
