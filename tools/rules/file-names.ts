import path from "node:path";

const banned = new Set(["utils", "util", "helpers", "helper", "manager", "service", "impl", "common", "types", "misc"]);

/** Why a file's name is not good, or undefined. */
export function badFileName(file: string): string | undefined {
  const base = path.posix.basename(file).replace(/(\.[\w-]+)+$/, "");
  if (banned.has(base)) return `A file called ${base} says nothing; name it for its one export.`;
  if (base !== "" && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(base)) return `${base} is not kebab-case.`;
  return undefined;
}
