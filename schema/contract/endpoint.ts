import type { z } from "zod";
import type { LicensedFeature } from "#schema/license/license";
import type { Permission } from "#schema/permissions";
import type { ProblemCode } from "#schema/problems";

/**
 * Who may call: `public` anybody; `user` anybody signed in, API keys and external tokens too; `account` somebody who signed in here and has
 * an account of their own; `bootstrap` a bootstrap token; `agent` that agent's own token; `runner` a runner's own token; `ingest` a bootstrap, agent or app token; otherwise a
 * signed-in caller who holds the permission.
 */
export type Needs = "public" | "user" | "account" | "bootstrap" | "agent" | "runner" | "ingest" | Permission;

/** A body that the verb reads itself from `ctx.request`: telemetry and blobs. */
export interface RawBody {
  readonly raw: readonly string[];
}

export interface JsonReply {
  readonly status: number;
  readonly body: z.ZodType;
}

export interface EmptyReply {
  readonly status: 204;
}

/** The verb answers with a `Response` of this content type. */
export interface StreamReply {
  readonly status: 200;
  readonly stream: string;
}

/** The verb answers with an address, to which the browser is sent. */
export interface RedirectReply {
  readonly status: 302;
  readonly redirect: true;
}

export type Reply = JsonReply | EmptyReply | StreamReply | RedirectReply;

/** One address of the API as data: the server serves it, clients call it, the OpenAPI document and the security tests are made from it. */
export interface Endpoint {
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Parameters in braces: `/api/v1/exchanges/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly needs: Needs;
  /** The licensed feature without which it answers `feature-not-licensed`. */
  readonly requires?: LicensedFeature;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType | RawBody;
  readonly reply: Reply;
  /** What this endpoint itself may raise; authentication, validation and `unexpected` need not be named. */
  readonly problems: readonly ProblemCode[];
}

export function endpoint<const E extends Endpoint>(definition: E): E {
  return definition;
}

export function isRawBody(body: Endpoint["body"]): body is RawBody {
  return body !== undefined && "raw" in body;
}

type Schema<E, Part extends string> = E extends { readonly [K in Part]: infer S extends z.ZodType } ? S : never;

/** What the caller writes for a part of the request (defaults may be left out). */
export type Written<E, Part extends "params" | "query" | "body"> = [Schema<E, Part>] extends [never] ? undefined : z.input<Schema<E, Part>>;

/** What the verb gets for it, parsed. */
export type Parsed<E, Part extends "params" | "query" | "body"> = [Schema<E, Part>] extends [never] ? undefined : z.output<Schema<E, Part>>;

/** What the caller gets back. */
export type Answer<E extends Endpoint> = E["reply"] extends { body: infer S extends z.ZodType }
  ? z.output<S>
  : E["reply"] extends { stream: string } | { redirect: true }
    ? Response
    : undefined;

/** What the verb returns; `serve` parses it against the reply's schema. */
export type Returned<E extends Endpoint> = E["reply"] extends { body: infer S extends z.ZodType }
  ? z.input<S>
  : E["reply"] extends { stream: string }
    ? Response
    : E["reply"] extends { redirect: true }
      ? string
      : undefined;
