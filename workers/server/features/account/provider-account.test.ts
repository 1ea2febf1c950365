import { afterAll, beforeAll, describe, test } from "vitest";
import {
  beginSecondFactor,
  endOtherSessions,
  endOwnSession,
  getAccount,
  listOwnSessions,
  removeSecondFactor,
} from "#schema/contract/account";
import { changePassword, getSession } from "#schema/contract/auth";
import type { IdentityProvider } from "#test/identity-provider";
import { startIdentityProvider } from "#test/identity-provider";
import { aProviderBrowser } from "#test/provider-browser";
import { aProviderWorld } from "#test/provider-world";
import type { Caller, World } from "#test/world";
import { baseUrl } from "#test/world";
import { storeUser, worldPassword } from "#test/world-people";

const password = worldPassword;
let idp: IdentityProvider;

beforeAll(async () => {
  idp = await startIdentityProvider({ site: baseUrl });
});

afterAll(() => idp.stop());

async function signedIn(world: World, name: string): Promise<Caller> {
  idp.person = { sub: name, preferred_username: name };
  const browser = aProviderBrowser(world);
  await browser.signIn();
  return browser.caller;
}

describe("the account of somebody who signs in through the identity provider", () => {
  test("keeps no password and no second factor here, with an account or without", async ({ expect }) => {
    for (const localLogin of [true, false]) {
      const ann = await signedIn(await aProviderWorld(idp, { localLogin }), "ann");
      expect(await ann.call(getAccount, {})).toEqual({ passwordChangedAt: null, secondFactor: null });
      await expect(ann.call(beginSecondFactor, { body: { password } })).rejects.toMatchObject({ code: "conflict" });
    }
  });

  test("shows and ends own sessions only, also where no account is kept", async ({ expect }) => {
    const world = await aProviderWorld(idp, { localLogin: false });
    const [own, other, bob] = [await signedIn(world, "ann"), await signedIn(world, "ann"), await signedIn(world, "bob")];
    const { items } = await own.call(listOwnSessions, {});
    expect(items).toMatchObject([{ method: "oidc" }, { method: "oidc" }]);
    const [bobs] = (await bob.call(listOwnSessions, {})).items;
    await expect(own.call(endOwnSession, { params: { id: bobs?.id ?? "" } })).rejects.toMatchObject({ code: "not-found" });
    await own.call(endOtherSessions, {});
    world.clock.advance({ seconds: 10 });
    await expect(other.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    for (const living of [own, bob]) expect(await living.call(getSession, {})).toHaveProperty("user");
  });

  test("attack 34: has no power over a local account of the same name, even with its password", async ({ expect }) => {
    const world = await aProviderWorld(idp, { localLogin: false });
    await storeUser(world.deps, { username: "boss", roles: ["ADMIN"] });
    const impostor = await signedIn(world, "boss");
    const change = impostor.call(changePassword, { body: { current: password, next: "another horse battery" } });
    await expect(change).rejects.toMatchObject({ code: "invalid-credentials" });
    const removal = impostor.call(removeSecondFactor, { body: { password, code: "000000" } });
    await expect(removal).rejects.toMatchObject({ code: "invalid-credentials" });
  });
});
