import { describe, test } from "vitest";
import { getCapabilities } from "#schema/contract/auth";
import { parseConfig } from "#server/env";
import { Secret } from "#server/platform/secret";
import { aWorld } from "#test/world";

const issuer = "https://idp.example/oidc";
const oidc = { issuer, audience: "https://api.example", organizationId: "", clientId: "cameleer", clientSecret: new Secret("s") };

describe("capabilities follow from how the server is set up", () => {
  test.for([
    [
      "no provider",
      {},
      { localLogin: true, oidcLogin: false, resourceServer: false, issuesUserTokens: true, claimMapping: false, oidcLabel: null },
    ],
    [
      "a provider",
      { oidc },
      { localLogin: true, oidcLogin: true, resourceServer: true, issuesUserTokens: true, autoSignup: true, claimMapping: true },
    ],
    [
      "a provider that only issues tokens",
      { oidc: { ...oidc, clientId: "" } },
      { localLogin: true, oidcLogin: false, resourceServer: true, issuesUserTokens: true, oidcLabel: null },
    ],
    [
      "a provider, local sign-in off",
      { oidc, localLogin: false },
      {
        localLogin: false,
        oidcLogin: true,
        resourceServer: true,
        issuesUserTokens: false,
        passwordManagement: false,
        userCreation: false,
        setupNeeded: false,
      },
    ],
    ["an organization", { oidc: { ...oidc, organizationId: "org-a" } }, { organization: "org-a" }],
  ] as const)("%s", async ([, wishes, expected], { expect }) => {
    const world = await aWorld(wishes);
    expect(await world.anonymous.call(getCapabilities, {})).toMatchObject(expected);
  });

  test("switching on a live database goes both ways", async ({ expect }) => {
    const world = await aWorld();
    const { config } = world.deps;
    for (const [changed, expected] of [
      [
        { ...config, oidc },
        { oidcLogin: true, issuesUserTokens: true },
      ],
      [
        { ...config, oidc, localLogin: false },
        { oidcLogin: true, issuesUserTokens: false },
      ],
      [config, { oidcLogin: false, issuesUserTokens: true }],
    ] as const) {
      expect(await world.withConfig(changed).anonymous.call(getCapabilities, {})).toMatchObject(expected);
    }
  });
});

describe("the environment's settings", () => {
  const environment = {
    CAMELEER_DATABASE_URL: "postgres://u:p@h/d",
    CAMELEER_CLICKHOUSE_URL: "http://u:p@h:1/d",
    CAMELEER_SECRET: "s".repeat(43),
    CAMELEER_BOOTSTRAP_TOKEN: "12345678",
  };

  test.for([
    [{ CAMELEER_AUTH_LOCAL_ENABLED: "false" }, /^CAMELEER_AUTH_LOCAL_ENABLED: /],
    [{ CAMELEER_OIDC_ISSUER_URI: "idp.example" }, /^CAMELEER_OIDC_ISSUER_URI: /],
    [{ CAMELEER_OIDC_CLIENT_ID: "cameleer" }, /^CAMELEER_OIDC_ISSUER_URI: /],
    [{ CAMELEER_OIDC_ISSUER_URI: issuer, CAMELEER_OIDC_ORGANIZATION_ID: "org-a" }, /^CAMELEER_OIDC_AUDIENCE: /],
    [{ CAMELEER_OIDC_ISSUER_URI: issuer, CAMELEER_OIDC_CLIENT_SECRET: "s" }, /^CAMELEER_OIDC_CLIENT_ID: /],
    [{ CAMELEER_OUTBOUND_PRIVATE: "yes" }, /^CAMELEER_OUTBOUND_PRIVATE: /],
  ] as const)("%j stops the start with one sentence", ([wrong, sentence], { expect }) => {
    expect(() => parseConfig({ ...environment, ...wrong })).toThrow(sentence);
  });

  test("the issuer alone makes a server that accepts tokens; without local sign-in, too", ({ expect }) => {
    const set = { ...environment, CAMELEER_OIDC_ISSUER_URI: issuer, CAMELEER_AUTH_LOCAL_ENABLED: "false" };
    expect(parseConfig(set)).toMatchObject({ localLogin: false, oidc: { issuer, audience: "", clientId: "" } });
    expect(parseConfig(environment)).toMatchObject({ localLogin: true, oidc: undefined });
  });
});
