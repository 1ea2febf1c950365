import path from "node:path";

/** A part of the house: which files it is, and what they may import. Paths are relative to the repository. */
interface Layer {
  readonly name: string;
  readonly files: RegExp;
  /** Folders or files of the repository. */
  readonly mayImport: readonly RegExp[];
  /** Packages; undefined lets every package in. */
  readonly packages?: RegExp;
}

const sharedSchema = /^schema\/(contract|protocol|license|problems|ids|permissions|version)(\/|\.ts$)/;
const aTest = /(\.test\.tsx?|\.contract\.ts)$|^(test|bench)\//;

/** The first layer that a file belongs to decides. */
export const layers: readonly Layer[] = [
  { name: "tests and benchmarks", files: aTest, mayImport: [/./] },
  { name: "tools and configuration", files: /^tools\/|^[\w.-]+\.config\.ts$/, mayImport: [/^(tools|schema|standalone|workers|ui)\//] },
  { name: "tables", files: /^schema\/(postgres|clickhouse)\//, mayImport: [/^schema\//], packages: /^(drizzle-orm|zod)(\/|$)/ },
  { name: "contract", files: /^schema\//, mayImport: [sharedSchema], packages: /^zod(\/|$)/ },
  { name: "server entry", files: /^workers\/server\/(index|app|env)\.ts$/, mayImport: [/^(schema|workers\/server)\//] },
  { name: "server platform", files: /^workers\/server\/platform\//, mayImport: [/^schema\//, /^workers\/server\/(platform\/|env\.ts)/] },
  {
    name: "ingest engine",
    files: /^workers\/server\/ingest\//,
    mayImport: [sharedSchema, /^workers\/server\/ingest\//],
    packages: /^node:(zlib|crypto|buffer)$/,
  },
  {
    name: "hub",
    files: /^workers\/server\/hubs\//,
    mayImport: [sharedSchema, /^workers\/server\/(hubs|platform)\//],
    packages: /^(cloudflare:workers|zod)$/,
  },
  { name: "feature", files: /^workers\/server\/features\//, mayImport: [/^schema\//, /^workers\/server\/(platform|ingest|hubs)\//] },
  { name: "vendor plane", files: /^workers\/saas\//, mayImport: [/^(schema|workers\/saas)\//] },
  { name: "executor", files: /^runner\/executor\//, mayImport: [/^runner\/(executor\/|clock\.ts)/] },
  { name: "runner protocol", files: /^runner\/protocol\//, mayImport: [sharedSchema, /^runner\/(protocol|disk)\/|^runner\/clock\.ts/] },
  { name: "runner", files: /^runner\//, mayImport: [sharedSchema, /^runner\//] },
  { name: "UI foundation", files: /^ui\/(design|lib)\//, mayImport: [sharedSchema, /^ui\/(design|lib)\//] },
  { name: "UI feature", files: /^ui\/features\//, mayImport: [sharedSchema, /^ui\/(design|lib)\//] },
  { name: "UI app", files: /^ui\//, mayImport: [sharedSchema, /^ui\//] },
  { name: "standalone", files: /^standalone\//, mayImport: [/^(standalone|schema|tools)\//] },
];

/** Packages that only named files may import. */
const keepers: readonly { readonly package: RegExp; readonly files: RegExp; readonly why: string }[] = [
  {
    package: /^hono(\/|$)/,
    files: /^workers\/\w+\/(app\.ts|platform\/(serve|cookies)\.ts|features\/.*routes\.ts)$/,
    why: "Hono stays in app.ts, platform/serve.ts and routes.ts",
  },
  {
    package: /^drizzle-orm(\/|$)/,
    files: /^workers\/\w+\/(platform\/database[\w-]*\.ts|.*\.store\.ts)$|^schema\/postgres\/|^drizzle\.config\.ts$|^(standalone|tools)\//,
    why: "queries live in *.store.ts",
  },
  {
    package: /^@neondatabase\/serverless$/,
    files: /^workers\/\w+\/platform\/database[\w-]*\.ts$/,
    why: "platform/database.ts is the only way into Postgres",
  },
  {
    package: /^@clickhouse\//,
    files: /^workers\/\w+\/platform\/clickhouse[\w-]*\.ts$/,
    why: "platform/clickhouse.ts is the only way into ClickHouse",
  },
];

const aliases: readonly (readonly [RegExp, string])[] = [
  [/^#schema\/(.*)$/, "schema/$1.ts"],
  [/^#server\/(.*)$/, "workers/server/$1.ts"],
  [/^#(runner|standalone|test|bench|tools)\/(.*)$/, "$1/$2.ts"],
  [/^#ui\/(.*)$/, "ui/$1"],
];

/** Where an import leads: a path of the repository, or a package's name. */
export function targetOf(file: string, specifier: string): { readonly inside: boolean; readonly name: string } {
  if (specifier.startsWith(".")) return { inside: true, name: path.posix.join(path.posix.dirname(file), specifier) };
  for (const [pattern, replacement] of aliases) {
    if (pattern.test(specifier)) return { inside: true, name: specifier.replace(pattern, replacement) };
  }
  return { inside: false, name: specifier };
}

/** Why `file` may not import `specifier`, or undefined when it may. */
export function forbiddenImport(file: string, specifier: string): string | undefined {
  const layer = layers.find((candidate) => candidate.files.test(file));
  if (layer === undefined) return undefined;
  const target = targetOf(file, specifier);
  if (!target.inside) return forbiddenPackage(layer, file, target.name);
  if (aTest.test(target.name) && !aTest.test(file)) return "test code is imported by tests only";
  if (layer.name === "UI feature" || layer.name === "feature") {
    const reason = forbiddenNeighbour(file, target.name);
    if (reason !== "elsewhere") return reason;
  }
  return layer.mayImport.some((allowed) => allowed.test(target.name)) ? undefined : `${layer.name} may not import ${target.name}`;
}

function forbiddenPackage(layer: Layer, file: string, name: string): string | undefined {
  if (layer.packages !== undefined && !layer.packages.test(name)) return `${layer.name} may not import the package ${name}`;
  if (aTest.test(file)) return undefined;
  const keeper = keepers.find((candidate) => candidate.package.test(name));
  return keeper === undefined || keeper.files.test(file) ? undefined : keeper.why;
}

/** Inside one feature everything goes; of another, only its index. */
function forbiddenNeighbour(file: string, target: string): string | undefined {
  const folder = /^(.*\/features\/)([\w-]+)\//;
  const own = folder.exec(file);
  const other = folder.exec(target);
  if (own === null || other === null) return "elsewhere";
  if (own[2] === other[2] || /\/index\.tsx?$/.test(target)) return undefined;
  return `feature ${own[2]} may use feature ${other[2]} only through its index`;
}
