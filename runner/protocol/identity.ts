import { z } from "zod";
import { serverKey } from "#schema/protocol/runner/v1/signed-change";
import { readIfThere, writeDurably } from "../disk/durable-file.ts";

const identity = z.object({
  url: z.string(),
  runnerId: z.string(),
  name: z.string(),
  /** Pinned at enrollment, and those they endorsed since. */
  serverKeys: z.array(serverKey),
  enrolledAt: z.string(),
});

/** Who this runner is, and which server it belongs to. */
export type Identity = z.infer<typeof identity>;

export async function readIdentity(file: string): Promise<Identity | undefined> {
  const text = await readIfThere(file);
  return text === undefined ? undefined : identity.parse(JSON.parse(text));
}

export async function writeIdentity(file: string, value: Identity): Promise<void> {
  await writeDurably(file, JSON.stringify(value, null, 2), 0o600);
}
