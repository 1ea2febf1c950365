/** An entry of the audit log as far as the chain is concerned. */
export interface ChainEntry {
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
  /** The text that was hashed. */
  readonly record: string;
}

export interface ChainEnd {
  readonly sequence: number;
  readonly hash: string;
}

export const chainStart: ChainEnd = { sequence: 0, hash: "" };

/** Why an entry cannot follow the one before, or undefined when it does. */
export async function breakAt(end: ChainEnd, entry: ChainEntry): Promise<string | undefined> {
  if (entry.sequence <= end.sequence) return `it stands behind entry ${end.sequence}`;
  if (entry.sequence !== end.sequence + 1) return `it follows entry ${end.sequence}: what was between is missing`;
  if (entry.previousHash !== end.hash) return "it does not carry the hash of the entry before";
  return changeOf(entry);
}

/** Why an entry is not what was recorded, or undefined when it is; says nothing of its neighbors. */
export async function changeOf({ sequence, previousHash, hash, record }: ChainEntry): Promise<string | undefined> {
  return hash === (await sha256(`${previousHash}\n${sequence}\n${record}`)) ? undefined : "its content is not what was recorded";
}

async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
