import type { Endpoint, Parsed, Returned } from "#schema/contract/endpoint";
import type { Permission } from "#schema/permissions";
import type { Deps } from "#server/platform/deps";
import type { WideEvent } from "#server/platform/log";

/** Who is calling. `subject` is what the audit log and ClickHouse's log comment show. */
export type Actor =
  | { readonly kind: "anonymous"; readonly subject: "anonymous" }
  | {
      readonly kind: "bootstrap";
      readonly subject: string;
      /** Empty for the token of the configuration. */
      readonly tokenId: string;
      /** The only environment it may speak for; null for any. */
      readonly environment: string | null;
    }
  | {
      readonly kind: "agent";
      readonly subject: string;
      readonly agentId: string;
      readonly app: string;
      readonly environment: string;
      readonly instance: string;
    }
  /** A deployed app: what it sends is from it, whatever it says. */
  | { readonly kind: "app"; readonly subject: string; readonly app: string; readonly environment: string }
  | { readonly kind: "runner"; readonly subject: string; readonly runnerId: string }
  | {
      readonly kind: "user";
      readonly subject: string;
      /** The account; null for an API key, and for somebody whom only their identity provider knows. */
      readonly userId: string | null;
      readonly permissions: ReadonlySet<Permission>;
      /** How the call was authenticated. A session needs the CSRF token on every change. */
      readonly by:
        | { readonly kind: "session"; readonly sessionId: string; readonly csrfToken: string }
        | { readonly kind: "token"; readonly familyId: string }
        | { readonly kind: "api-key"; readonly keyId: string }
        | { readonly kind: "external"; readonly issuer: string };
    };

export interface Context {
  readonly tenant: string;
  readonly actor: Actor;
  readonly requestId: string;
  readonly log: WideEvent;
  readonly request: Request;
  /** Headers to add to the reply: cookies. */
  readonly replyHeaders: Headers;
}

export interface Call<E extends Endpoint> {
  readonly params: Parsed<E, "params">;
  readonly query: Parsed<E, "query">;
  readonly body: Parsed<E, "body">;
  readonly ctx: Context;
}

/** One action on the product. Pure of HTTP; everything it needs is in `deps` and `call`. */
export type Verb<E extends Endpoint> = (deps: Deps, call: Call<E>) => Promise<Returned<E>>;
