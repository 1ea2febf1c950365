import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import protobuf from "protobufjs";
import { otlpType } from "#test/otlp-proto";

/**
 * Writes the Worker's entry with protobufjs' decoders as source text. protobufjs compiles them while it runs, which workerd forbids; its
 * command line tool would write the same text.
 */
export function writeWorkerEntry(): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "bench-otlp-")), "worker.js");
  const root = otlpType("Traces").root.resolveAll();
  const types = root.nestedArray.filter((nested): nested is protobuf.Type => nested instanceof protobuf.Type);
  const text = [
    `import protobuf from ${JSON.stringify(path.resolve("node_modules/protobufjs/minimal.js"))};`,
    `import { worker } from ${JSON.stringify(path.resolve("bench/otlp/worker.ts"))};`,
    "const { Reader, util } = protobuf;",
    "const T = {};",
    ...types.map((type) => `T.${type.name} = {};`),
    ...types.map(decoderText),
    "export default worker((body) => T.Traces.decode(Reader.create(body)));",
  ];
  writeFileSync(file, text.join("\n"));
  return file;
}

interface Compiler {
  decoder(type: protobuf.Type): { toString(): string };
}

function decoderText(type: protobuf.Type): string {
  const compiler = protobuf as unknown as Compiler;
  const nested = type.fieldsArray.map((field) => (field.resolvedType === null ? "null" : `T.${field.resolvedType.name}`));
  const construct = protobuf.Type.generateConstructor(type)
    .toString()
    .replace(/^function\s*/, "function C");
  const defaults = type.fieldsArray.map((field) => `C.prototype.${field.name} = ${JSON.stringify(defaultOf(field))};`);
  const decode = compiler.decoder(type).toString();
  return `T.${type.name}.decode = ((types) => { ${construct}; ${defaults.join(" ")} return ${decode}; })([${nested.join(", ")}]);`;
}

function defaultOf(field: protobuf.Field): unknown {
  if (field.repeated || field.type === "bytes") return [];
  return field.resolvedType === null ? (field.typeDefault as unknown) : null;
}
