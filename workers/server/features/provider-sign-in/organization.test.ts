import { afterAll, beforeAll, describe, test } from "vitest";
import { getSession } from "#schema/contract/auth";
import type { IdentityProvider } from "#test/identity-provider";
import { audience, machine, startIdentityProvider } from "#test/identity-provider";
import { aProviderBrowser } from "#test/provider-browser";
import { aProviderWorld, oidcOf } from "#test/provider-world";
import type { World } from "#test/world";
import { baseUrl } from "#test/world";

let idp: IdentityProvider;

const members = { "org-a": ["ann", "bob", machine.id], "org-b": ["eve"] };
const scopes: Readonly<Record<string, string>> = { ann: "viewer operator admin", bob: "viewer", [machine.id]: "viewer operator admin" };

beforeAll(async () => {
  idp = await startIdentityProvider({ site: baseUrl, members, scopesOf: (_, subject) => scopes[subject] ?? "" });
});

afterAll(() => idp.stop());

async function aBoundWorld(localLogin: boolean): Promise<World> {
  return aProviderWorld(idp, { localLogin, oidc: oidcOf(idp, { organizationId: "org-a" }) });
}

async function machineToken(parameters: Record<string, string>): Promise<string> {
  const response = await fetch(`${idp.issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${machine.id}:${encodeURIComponent(machine.secret).replaceAll("%20", "+")}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials", resource: audience, ...parameters }),
  });
  const body = (await response.json()) as { access_token?: string };
  return body.access_token ?? JSON.stringify(body);
}

describe.for([true, false])("bound to an organization, local sign-in %s", (localLogin) => {
  test.for([
    ["ann", ["ADMIN", "OPERATOR", "VIEWER"]],
    ["bob", ["VIEWER"]],
  ] as const)("%s has the roles of their scopes there: %j", async ([sub, roles], { expect }) => {
    const world = await aBoundWorld(localLogin);
    idp.person = { sub, preferred_username: sub };
    const browser = aProviderBrowser(world);
    expect(await browser.signIn("/agents")).toBe("/agents");
    const { user } = await browser.caller.call(getSession, {});
    expect(user.username).toBe(sub);
    expect(user.roles.toSorted()).toEqual(roles);
  });

  test("a member of another organization is told so, and is not signed in", async ({ expect }) => {
    const world = await aBoundWorld(localLogin);
    idp.person = { sub: "eve", preferred_username: "eve" };
    const browser = aProviderBrowser(world);
    expect(await browser.signIn()).toBe("/sign-in?refused=organization&back=%2F");
    expect(browser.cookie("__Host-cameleer-session")).toBeUndefined();
  });
});

describe("a machine's token", () => {
  test("for this organization has the roles of its scopes", async ({ expect }) => {
    const world = await aBoundWorld(true);
    const authorization = `Bearer ${await machineToken({ organization_id: "org-a", scope: "admin" })}`;
    expect((await world.with({ authorization }).fetch("/api/v1/users")).status).toBe(200);
    expect((await world.with({ authorization }).fetch("/api/v1/license")).status).toBe(200);
  });

  test("attack 10: for no organization, or without a scope, opens nothing", async ({ expect }) => {
    const world = await aBoundWorld(true);
    for (const [parameters, code] of [
      [{ scope: "admin" }, "forbidden"],
      [{ organization_id: "org-a" }, "insufficient-scope"],
    ] as const) {
      const response = await world.with({ authorization: `Bearer ${await machineToken(parameters)}` }).fetch("/api/v1/users");
      expect([response.status, await response.json()]).toMatchObject([403, { code }]);
    }
  });
});
