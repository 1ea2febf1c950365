/** The role that row-level security is written for; the migrations create it, and the gateway's one user bears its name. */
export const appRole = "cameleer_app";

/** What the server is given to sign in at the gateway. */
export function gatewayUrl(port: number, password: string): string {
  return `postgres://${appRole}:${password}@127.0.0.1:${port}/cameleer`;
}
