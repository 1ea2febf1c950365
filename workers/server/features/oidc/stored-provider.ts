import { z } from "zod";
import { provider } from "#schema/contract/oidc";
import type { Provider } from "#server/features/oidc/provider";
import type { Deps } from "#server/platform/deps";
import { Secret } from "#server/platform/secret";

const trial = z.object({
  /** Milliseconds since the epoch. */
  atMs: z.number(),
  ok: z.boolean(),
  error: z.string(),
  claims: z.record(z.string(), z.unknown()),
  result: z.object({ roles: z.array(z.string()), groups: z.array(z.string()) }),
});

export type Trial = z.output<typeof trial>;

const stored = z.object({
  provider,
  /** The client's secret, encrypted; null for a public client. */
  sealedSecret: z.string().nullable(),
  enabled: z.boolean(),
  /** Changes whenever the settings do: a trial of former settings says nothing of these. */
  revision: z.string(),
  trial: trial.nullable(),
});

/** The identity provider as an administrator has set it. */
export type StoredProvider = z.output<typeof stored>;

const place = "identity provider's client secret";

export function storedProviderOf(rows: readonly { readonly value: unknown }[]): StoredProvider | undefined {
  const [row] = rows;
  return row === undefined ? undefined : stored.parse(row.value);
}

export async function sealSecret({ keys }: Deps, secret: string): Promise<string> {
  return keys.encrypt(secret, place);
}

/** Ready to be used. */
export async function opened({ keys }: Deps, { provider, sealedSecret }: StoredProvider): Promise<Provider> {
  const clientSecret = sealedSecret === null ? undefined : new Secret(await keys.decrypt(sealedSecret, place));
  return { ...provider, clientSecret };
}
