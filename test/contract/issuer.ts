import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { JWTPayload } from "jose";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

export interface Issuer {
  readonly url: string;
  /** An access token as RFC 9068 has it. */
  accessToken(claims: JWTPayload, times: { readonly nowMs: number }): Promise<string>;
  close(): void;
}

/** Metadata and keys of an identity provider that signs whatever it is told to. */
export async function anIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair("ES384");
  const key = { ...(await exportJWK(publicKey)), kid: "k1", alg: "ES384", use: "sig" };
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(request.url === "/jwks" ? { keys: [key] } : metadata()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const metadata = () => ({
    issuer: url,
    jwks_uri: `${url}/jwks`,
    authorization_endpoint: `${url}/auth`,
    token_endpoint: `${url}/token`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES384"],
  });
  return {
    url,
    close: () => void server.close(),
    accessToken: (claims, { nowMs }) => {
      const seconds = Math.floor(nowMs / 1_000);
      return new SignJWT({ iss: url, jti: crypto.randomUUID(), iat: seconds, exp: seconds + 600, ...claims })
        .setProtectedHeader({ alg: "ES384", typ: "at+jwt", kid: "k1" })
        .sign(privateKey);
    },
  };
}
