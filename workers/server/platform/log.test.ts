import { DrizzleQueryError } from "drizzle-orm";
import { describe, test } from "vitest";
import { describeCause, wideEvent } from "#server/platform/log";
import { Secret } from "#server/platform/secret";

describe("the wide event", () => {
  test("is one line of everything that was said, the last word counting", ({ expect }) => {
    const lines: string[] = [];
    const log = wideEvent((line) => lines.push(line), "user.create");
    log.set({ tenant: "acme", ok: false });
    log.end({ ok: true });
    expect(lines).toEqual(['{"op":"user.create","tenant":"acme","ok":true}']);
  });

  test("is written whatever it holds, and shows no secret", ({ expect }) => {
    const lines: string[] = [];
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    wideEvent((line) => lines.push(line), "user.create").end({ circle });
    wideEvent((line) => lines.push(line), "user.create").end({ token: new Secret("hidden") });
    expect(lines).toEqual(['{"op":"user.create","ok":false,"problem":"unloggable"}', '{"op":"user.create","token":"[secret]"}']);
  });
});

describe("what is logged of an error", () => {
  test("leads to its first cause", ({ expect }) => {
    const told = describeCause(new Error("outer", { cause: new Error("inner") }));
    expect(told).toMatch(/outer[^]*caused by Error: inner/);
    expect([describeCause(undefined), describeCause("text")]).toEqual([undefined, "text"]);
  });

  test("names a failed statement without its values", ({ expect }) => {
    const failed = new DrizzleQueryError(
      "insert into credentials values ($1)",
      ["$scrypt$hidden", "two\nlines hidden"],
      new Error("no such table"),
    );
    const told = describeCause(failed);
    expect(told).toContain("insert into credentials");
    expect(told).toContain("no such table");
    expect(told).not.toContain("hidden");
  });
});
