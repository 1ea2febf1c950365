import { describe, test } from "vitest";
import { parseConfig } from "#server/env";

const enough = {
  CAMELEER_DATABASE_URL: "postgres://cameleer_app:p%40ss@127.0.0.1:5432/cameleer",
  CAMELEER_CLICKHOUSE_URL: "http://cameleer:secret@127.0.0.1:8123/cameleer",
  CAMELEER_SECRET: "s".repeat(43),
  CAMELEER_BOOTSTRAP_TOKEN: "b".repeat(32),
};

describe("settings of the server", () => {
  test("what is not set has its default", ({ expect }) => {
    const config = parseConfig({ ...enough, CAMELEER_PUBLIC_URL: "", CAMELEER_DATABASE_GATEWAY: "", CAMELEER_ADMIN_USERNAME: "" });
    expect(config).toMatchObject({
      tenant: "default",
      publicUrl: undefined,
      databaseGateway: undefined,
      firstAdmin: undefined,
      localLogin: true,
    });
  });

  test("addresses lose their trailing slash, the gateway becomes a URL", ({ expect }) => {
    const config = parseConfig({
      ...enough,
      CAMELEER_PUBLIC_URL: "https://c.example/",
      CAMELEER_DATABASE_GATEWAY: "http://127.0.0.1:4444",
    });
    expect(config.publicUrl).toBe("https://c.example");
    expect(config.databaseGateway?.host).toBe("127.0.0.1:4444");
  });

  test("no secret is printed", ({ expect }) => {
    const config = parseConfig({ ...enough, CAMELEER_ADMIN_USERNAME: "ann", CAMELEER_ADMIN_PASSWORD: "correct horse battery" });
    const printed = `${JSON.stringify(config)}${String(config.databaseUrl)}`;
    for (const secret of ["p%40ss", "secret@", "sssss", "bbbbb", "correct horse"]) expect(printed).not.toContain(secret);
  });

  test.for([
    [{ CAMELEER_SECRET: undefined }, "CAMELEER_SECRET: is missing"],
    [{ CAMELEER_SECRET: "short" }, "CAMELEER_SECRET: expected at least 32 random bytes as base64url (43 characters)"],
    [{ CAMELEER_DATABASE_URL: "mysql://a@b/c" }, "CAMELEER_DATABASE_URL: expected postgres://user:password@host/database"],
    [{ CAMELEER_CLICKHOUSE_URL: "tcp://a" }, "CAMELEER_CLICKHOUSE_URL: expected http(s)://user:password@host:port/database"],
    [{ CAMELEER_PUBLIC_URL: "cameleer.example" }, "CAMELEER_PUBLIC_URL: expected http(s)://host"],
    [{ CAMELEER_TENANT_ID: "Not A Tenant" }, "CAMELEER_TENANT_ID: expected lower-case letters, digits, - or _"],
    [{ CAMELEER_BOOTSTRAP_TOKEN: "short" }, "CAMELEER_BOOTSTRAP_TOKEN: expected at least 8 characters"],
    [{ CAMELEER_ADMIN_USERNAME: "ann" }, "CAMELEER_ADMIN_USERNAME and CAMELEER_ADMIN_PASSWORD: expected both or neither"],
    [{ CAMELEER_AUTH_LOCAL_ENABLED: "no" }, "CAMELEER_AUTH_LOCAL_ENABLED: expected true or false"],
    [{ CAMELEER_AUTH_LOCAL_ENABLED: "false" }, "CAMELEER_AUTH_LOCAL_ENABLED: false without CAMELEER_OIDC_ISSUER_URI would let nobody in"],
  ] as const)("%j is refused in one sentence without its value", ([wrong, sentence], { expect }) => {
    expect(() => parseConfig({ ...enough, ...wrong })).toThrow(sentence);
  });
});
