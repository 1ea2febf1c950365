import { describe, test } from "vitest";
import { aWorld } from "#test/world";

describe("the page", () => {
  test.for(["/", "/exchanges", "/exchanges/exc_1?tab=raw", "/apps/orders.v2", "/apps/orders.js"])(
    "is served at %s",
    async (path, { expect }) => {
      const world = await aWorld();
      const response = await world.anonymous.fetch(path);
      expect([response.status, await response.text()]).toEqual([200, "<!doctype html>"]);
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(response.headers.get("cache-control")).toBe("no-cache");
    },
  );

  test("its files are kept for good, since their names change with their content", async ({ expect }) => {
    const world = await aWorld();
    const response = await world.anonymous.fetch("/assets/main-1a2b.js");
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/javascript; charset=utf-8"]);
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  test("a file that is not there is not replaced by the page", async ({ expect }) => {
    const world = await aWorld();
    expect((await world.anonymous.fetch("/assets/main-old.js")).status).toBe(404);
  });

  test("is read only", async ({ expect }) => {
    const world = await aWorld();
    const response = await world.anonymous.fetch("/exchanges", { method: "POST", body: "{}" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });
});

describe("every answer", () => {
  test.for(["/", "/assets/main-1a2b.js", "/api/v1/health", "/api/v1/exchanges", "/v1/nothing"])(
    "attack 24: %s lets no foreign or inline script run, is in no frame and is not guessed at",
    async (path, { expect }) => {
      const world = await aWorld();
      const { headers } = await world.anonymous.fetch(path);
      const policy = headers.get("content-security-policy")?.split("; ") ?? [];
      expect(policy).toEqual(
        expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]),
      );
      expect(policy.find((part) => part.startsWith("script-src"))).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
    },
  );

  test("tells no other origin that it may read it", async ({ expect }) => {
    const world = await aWorld();
    for (const method of ["GET", "OPTIONS"]) {
      const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
      const response = await world.anonymous.fetch("/api/v1/health", { method, headers });
      expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });

  test("of the API is kept by no cache", async ({ expect }) => {
    const world = await aWorld();
    for (const path of ["/api/v1/health", "/api/v1/users", "/api/nothing"]) {
      expect((await world.anonymous.fetch(path)).headers.get("cache-control"), path).toBe("no-store");
    }
  });

  test("asks for https from then on when it was https", async ({ expect }) => {
    const world = await aWorld();
    const secure = await world.app.fetch(new Request("https://cameleer.example/"));
    const plain = await world.app.fetch(new Request("http://cameleer.example/"));
    expect([secure.headers.get("strict-transport-security"), plain.headers.get("strict-transport-security")]).toEqual([
      "max-age=31536000; includeSubDomains",
      null,
    ]);
  });
});

describe("the log", () => {
  test("attack 25: has one line per request with what was asked, by whom and what came of it, and no secret", async ({ expect }) => {
    const world = await aWorld();
    await world.as("viewer").fetch("/api/v1/users?token=cml_secret", { headers: { cookie: "a=cml_secret" } });
    const [line = ""] = world.lines;
    expect(JSON.parse(line)).toMatchObject({
      op: "listUsers",
      tenant: world.deps.tenant,
      actor: "viewer",
      ok: false,
      status: 403,
      problem: "forbidden",
    });
    expect(world.lines).toHaveLength(1);
    expect(line).not.toMatch(/cml_secret|Bearer|eyJ/);
  });
});
