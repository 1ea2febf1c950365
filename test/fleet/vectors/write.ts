import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { batchVector } from "./batch-vectors.ts";
import { commandVectors } from "./command-vectors.ts";
import { scenarios } from "./scenarios.ts";

/** Writes `schema/protocol/vectors` anew. Run it after a change of the protocol, and look at the difference. */
const folder = fileURLToPath(new URL("../../../schema/protocol/vectors/", import.meta.url).href);
const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

mkdirSync(`${folder}batches`, { recursive: true });
writeFileSync(`${folder}commands.json`, json(await commandVectors()));
for (const { name, ndjson, expected } of scenarios.map(batchVector)) {
  writeFileSync(`${folder}batches/${name}.ndjson`, ndjson);
  writeFileSync(`${folder}batches/${name}.json`, json(expected));
}
