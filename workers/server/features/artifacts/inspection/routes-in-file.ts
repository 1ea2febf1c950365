import { parseAllDocuments } from "yaml";
import type { Inspection } from "#schema/contract/artifacts";

type Route = Inspection["routes"][number];

/** Routes written in Camel's XML or YAML; a file that is neither has none. `source` is the file's name. */
export function routesInFile(source: string, text: string): Route[] {
  const found = source.endsWith(".xml") ? routesInXml(text) : routesInYaml(text);
  return found.map((route, index) => ({ id: route.id === "" ? `route${index + 1}` : route.id, from: route.from, source }));
}

type Found = Pick<Route, "id" | "from">;

function routesInXml(text: string): Found[] {
  const routes: Found[] = [];
  let id: string | undefined;
  for (const [, closing, tag, attributes = ""] of text.matchAll(/<(\/?)(?:[\w-]+:)?(route|from)\b([^<>]*)>/g)) {
    if (tag === "route") id = closing === "/" ? undefined : attribute(attributes, "id");
    else if (closing === "" && id !== undefined) routes.push({ id, from: attribute(attributes, "uri") });
  }
  return routes;
}

function attribute(attributes: string, name: string): string {
  const [, , value = ""] = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(["'])(.*?)\\1`).exec(attributes) ?? [];
  return value.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&apos;", "'").replaceAll("&amp;", "&");
}

type Node = Readonly<Record<string, unknown>>;

function routesInYaml(text: string): Found[] {
  try {
    const documents = parseAllDocuments(text, { logLevel: "silent" });
    const steps = (Array.isArray(documents) ? documents : []).flatMap((document) => document.toJS({ maxAliasCount: 10 }) as unknown);
    return steps.filter(isNode).flatMap(routeOf);
  } catch {
    return [];
  }
}

/** `- route: { id, from: { uri } }`, or `- from: { uri }` with the id inside. */
function routeOf(step: Node): Found[] {
  const route = isNode(step["route"]) ? step["route"] : step;
  const from = route["from"];
  const uri = isNode(from) ? from["uri"] : from;
  if (typeof uri !== "string") return [];
  const id = route["id"] ?? (isNode(from) ? from["id"] : undefined);
  return [{ id: typeof id === "string" ? id : "", from: uri }];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
