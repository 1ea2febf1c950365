import { readFileSync, writeFileSync } from "node:fs";
import { endpoints } from "#schema/contract/index";
import { openApiDocument } from "#schema/contract/openapi";
import { version } from "#schema/version";

/** Writes `openapi.json`; with `--check` says instead whether the committed one is what the contract says. */
const file = "openapi.json";
const document = `${JSON.stringify(openApiDocument(endpoints, version), undefined, 2)}\n`;

if (!process.argv.includes("--check")) writeFileSync(file, document);
else if (readFileSync(file, "utf8") !== document) {
  process.stderr.write("openapi.json is not what the contract says: node tools/openapi.ts\n");
  process.exitCode = 1;
}
