import { randomUUID } from "node:crypto";
import { jarOf } from "#test/zip";

/** No run finds images of another. */
const session = randomUUID();
let version = 0;

export function nextJar(): Uint8Array {
  version += 1;
  const content = { "behavior.json": JSON.stringify({ version: `${session}-${version}` }) };
  return jarOf({ "Main-Class": "com.acme.Orders", "Implementation-Version": String(version) }, content);
}
