import { z } from "zod";

/** What the runner found to run apps with; `none` runs nothing. */
export const executorKinds = ["docker", "kubernetes", "memory", "none"] as const;

export const host = z.object({
  name: z.string().min(1).max(256),
  os: z.string().max(128),
  arch: z.string().max(64),
  kernel: z.string().max(128),
  cpus: z.number().min(0),
  memoryBytes: z.number().min(0),
});
export type Host = z.infer<typeof host>;

export const executor = z.object({
  kind: z.enum(executorKinds),
  version: z.string().max(64),
  apiVersion: z.string().max(64).default(""),
  rootless: z.boolean().default(false),
});
export type Executor = z.infer<typeof executor>;

/** 32 bytes each, base64url: Ed25519 to sign assertions with, X25519 to seal secrets for. */
export const publicKeys = z.object({ sign: z.string().regex(/^[\w-]{43}$/), seal: z.string().regex(/^[\w-]{43}$/) });
export type PublicKeys = z.infer<typeof publicKeys>;

/** `aud` of the assertion with which a runner asks for an access token; `iss` and `sub` are its id, `alg` is EdDSA. */
export const assertionAudience = "cameleer:runner-token";

/** What the present signing key signs, as canonical JSON, to hand over to new keys. */
export interface KeyHandover {
  readonly purpose: "cameleer runner key rotation";
  readonly runnerId: string;
  readonly keys: PublicKeys;
}
