import type { Endpoint, Needs } from "#schema/contract/endpoint";
import { isRawBody } from "#schema/contract/endpoint";
import type { BuiltInRole } from "#schema/permissions";
import { builtInRoles } from "#schema/permissions";
import type { ProblemDocument } from "#schema/problems";
import type { Caller, World } from "#test/world";

/** Who stands before the server's door in the generated tests. */
export const visitors = ["viewer", "operator", "admin", "bootstrap", "agent", "runner"] as const;
export type Visitor = (typeof visitors)[number];

export function callerOf(world: World, visitor: Visitor): Caller {
  if (visitor === "bootstrap") return world.bootstrap;
  if (visitor === "runner") return world.runner();
  return visitor === "agent" ? world.agent() : world.as(visitor);
}

/** What the contract lets each visitor do, written a second time and in another way than the server does it. */
export function isLetIn(needs: Needs, visitor: Visitor): boolean {
  const machine = visitor === "bootstrap" || visitor === "agent";
  if (needs === "public") return true;
  if (needs === "runner" || visitor === "runner") return needs === visitor;
  if (needs === "ingest") return machine;
  if (needs === "bootstrap" || needs === "agent") return visitor === needs;
  if (machine) return false;
  return (
    needs === "user" || needs === "account" || (builtInRoles[visitor.toUpperCase() as BuiltInRole] as readonly string[]).includes(needs)
  );
}

/** Somebody who may call the endpoint. */
export function welcome(world: World, endpoint: Endpoint): Caller {
  const visitor = visitors.find((candidate) => isLetIn(endpoint.needs, candidate));
  if (visitor === undefined) throw new Error(`Nobody may call ${endpoint.id}`);
  return callerOf(world, visitor);
}

export interface Shape {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: string;
  readonly contentType?: string;
}

const nothing = "0".repeat(32);
const prefixes = "usr idn ses grp rol svc key lnk rul btk agt exc cmd env app art upl rev dep run enr tsk".split(" ");
const candidates = ["nothing", nothing, nothing.repeat(2), "1", ...prefixes.map((prefix) => `${prefix}_${nothing}`)];

/** Parameters with which the path is well formed and names nothing. */
export function paramsOf({ id, params }: Endpoint): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params?.shape ?? {}).map(([name, schema]) => {
      const value = candidates.find((candidate) => schema.safeParse(candidate).success);
      if (value === undefined) throw new Error(`No value is known for ${name} of ${id}`);
      return [name, value];
    }),
  );
}

export async function send(caller: Caller, endpoint: Endpoint, shape: Shape = {}): Promise<Response> {
  const params = { ...paramsOf(endpoint), ...shape.params };
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const type = shape.contentType ?? (isRawBody(endpoint.body) ? endpoint.body.raw[0] : "application/json");
  const withBody = endpoint.method !== "GET" && endpoint.method !== "DELETE";
  return caller.fetch(shape.query === undefined ? path : `${path}?${shape.query}`, {
    method: endpoint.method,
    ...(withBody ? { body: shape.body ?? "{}", headers: { "content-type": type ?? "" } } : {}),
  });
}

export async function problemOf(response: Response): Promise<ProblemDocument> {
  return (await response.json()) as ProblemDocument;
}
