import type { Endpoint } from "#schema/contract/endpoint";
import { Problem } from "#schema/problems";
import type { Actor } from "#server/platform/call";

/** What of a request decides whether it is let in, besides who sent it. */
export interface Arrival {
  readonly headers: Headers;
  readonly params: Readonly<Record<string, string>>;
}

/** Refuses an actor who lacks what the endpoint needs. Another agent's address does not exist for an agent. */
export function admit(endpoint: Endpoint, actor: Actor, { headers, params }: Arrival): void {
  const { needs } = endpoint;
  if (needs === "public") return;
  if (actor.kind === "anonymous") throw new Problem("unauthenticated");
  if (needs === "runner" && actor.kind === "runner") return;
  if (needs === "runner") throw new Problem("forbidden", { detail: "This address is for runners." });
  if (needs === "bootstrap" || needs === "ingest" || needs === "agent") return admitMachine(needs, actor, params);
  if (actor.kind !== "user") throw new Problem("forbidden", { detail: "This address is for people." });
  if (needs === "account") requireAccount(actor);
  else if (needs !== "user" && !actor.permissions.has(needs)) {
    throw new Problem("forbidden", { detail: `You need the permission ${needs}.` });
  }
  requireCsrfToken(endpoint, actor, headers);
}

const senders: ReadonlySet<Actor["kind"]> = new Set(["bootstrap", "agent", "app"]);

function admitMachine(needs: "bootstrap" | "ingest" | "agent", actor: Actor, params: Arrival["params"]): void {
  const allowed = needs === "ingest" ? senders.has(actor.kind) : actor.kind === needs;
  if (!allowed) throw new Problem("forbidden", { detail: "This address is for agents." });
  if (needs === "agent" && actor.kind === "agent" && params["id"] !== actor.agentId) throw new Problem("not-found");
}

/** API keys and external tokens act for themselves: they have no password, no second factor and no session to end. */
function requireAccount({ by }: Extract<Actor, { kind: "user" }>): void {
  if (by.kind === "session" || by.kind === "token") return;
  throw new Problem("forbidden", { detail: "This address is for somebody who has signed in here." });
}

/** A session proves itself by cookie, which any page can make a browser send; the header proves that ours did. */
function requireCsrfToken(endpoint: Endpoint, actor: Extract<Actor, { kind: "user" }>, headers: Headers): void {
  if (actor.by.kind !== "session" || endpoint.method === "GET") return;
  if (headers.get("x-csrf-token") !== actor.by.csrfToken) throw new Problem("csrf-rejected");
}
