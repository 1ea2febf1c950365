import { readFileSync, writeFileSync } from "node:fs";
import { authorizationTable } from "#schema/contract/authorization";
import { endpoints } from "#schema/contract/index";

/** Writes `docs/AUTHORIZATION.md`; with `--check` says instead whether the committed one has every endpoint as the contract says. */
const file = "docs/AUTHORIZATION.md";
const document = `# Who may call what

Made from the contract by \`node tools/authorization.ts\`; \`test/contract/authorization.test.ts\` asserts every cell against the server. ✓: gets past the door, whatever the
endpoint then says. A \`custom role\` and an \`API key\` hold exactly the permission that is needed, or (\`all else\`) every other one; \`external\` are access tokens of the identity
provider with that scope, while an organization is configured.

${authorizationTable(endpoints)}
`;

if (!process.argv.includes("--check")) writeFileSync(file, document);
else if (readFileSync(file, "utf8") !== document) {
  process.stderr.write(`${file} is not what the contract says. Look at who is let in, then: node tools/authorization.ts\n`);
  process.exitCode = 1;
}
