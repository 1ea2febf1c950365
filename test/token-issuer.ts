import type { Header, Payload } from "oauth2-mock-server";
import { OAuth2Server } from "oauth2-mock-server";
import { audience } from "#test/identity-provider";

/** What differs from a good access token. */
export interface TokenWishes {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** The key that signs. */
  readonly kid?: string;
}

export interface TokenIssuer {
  readonly issuer: string;
  readonly server: OAuth2Server;
  /** Signs whatever it is told to; without wishes an access token of Ann, scope viewer. A claim that is `undefined` is left out. */
  token(wishes?: TokenWishes): Promise<string>;
  stop(): Promise<void>;
}

/** An issuer without scruples (oauth2-mock-server), whose first key is ES384. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate("ES384", { kid: "first" });
  await server.start(0, "localhost");
  const issuer = server.issuer.url ?? "";
  const token = (wishes: TokenWishes = {}): Promise<string> =>
    server.issuer.buildToken({
      kid: wishes.kid ?? "first",
      scopesOrTransform: (header: Header, payload: Payload) => {
        Object.assign(header, { typ: "at+jwt" }, wishes.header);
        Object.assign(payload, { sub: "ann", client_id: "spa", aud: audience, scope: "viewer", jti: crypto.randomUUID() }, wishes.claims);
        for (const part of [header, payload])
          for (const name of Object.keys(part)) if (part[name] === undefined) Reflect.deleteProperty(part, name);
      },
    });
  return { issuer, server, token, stop: () => server.stop() };
}
