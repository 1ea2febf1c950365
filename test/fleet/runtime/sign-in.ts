import { randomBytes } from "node:crypto";
import { getCapabilities, logIn, setUp } from "#schema/contract/auth";
import type { Caller } from "#schema/contract/call";
import { call } from "#schema/contract/call";
import type { Account, DemoFolder } from "./demo-folder.ts";

interface Credentials {
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly account: Account | undefined;
  /** With it a server that nobody has set up yet gets its first administrator. */
  readonly setupToken: string | undefined;
}

/** Somebody who may do what the demo does; undefined when it was told of nobody. */
export async function signIn({ url, apiKey, account, setupToken }: Credentials, folder: DemoFolder): Promise<Caller | undefined> {
  const anonymous: Caller = { baseUrl: url, fetch };
  const as = (token: string): Caller => ({ ...anonymous, headers: { authorization: `Bearer ${token}` } });
  if (apiKey !== undefined) return as(apiKey);
  const known = account ?? folder.recall().account ?? (await firstAdministrator(anonymous, setupToken, folder));
  return known === undefined ? undefined : as((await call(anonymous, logIn, { body: known })).accessToken);
}

async function firstAdministrator(anonymous: Caller, token: string | undefined, folder: DemoFolder): Promise<Account | undefined> {
  const { setupNeeded } = await call(anonymous, getCapabilities, {});
  if (!setupNeeded || token === undefined) return undefined;
  const account = { username: "demo", password: randomBytes(12).toString("base64url") };
  await call({ ...anonymous, headers: { origin: anonymous.baseUrl } }, setUp, { body: { token, ...account } });
  folder.remember({ account });
  return account;
}
