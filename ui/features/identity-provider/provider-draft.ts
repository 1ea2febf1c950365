import type { Oidc, Provider } from "#ui/features/identity-provider/queries/oidc.ts";

/** The form's content: what is saved, with the lists as text, and the secret only when it is to be another. */
export interface ProviderDraft extends Omit<Provider, "scopes"> {
  readonly scopes: string;
  readonly clientSecret: string;
}

const nothing: Provider = {
  issuer: "",
  clientId: "",
  audience: "",
  organizationId: "",
  scopes: [],
  rolesClaim: "roles",
  autoSignup: true,
  defaultRole: "VIEWER",
  acceptUntypedTokens: false,
  label: "Single sign-on",
};

export function draftOf({ provider }: Oidc): ProviderDraft {
  const { scopes, ...rest } = provider ?? nothing;
  return { ...rest, scopes: scopes.join(" "), clientSecret: "" };
}

/** As the server wants it. */
export function bodyOf({ scopes, clientSecret, ...rest }: ProviderDraft) {
  const body = { ...rest, issuer: rest.issuer.trim(), scopes: scopes.split(/\s+/).filter((scope) => scope !== "") };
  return clientSecret === "" ? body : { ...body, clientSecret };
}
