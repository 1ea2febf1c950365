import { describe, test } from "vitest";
import { cost, hashPassword, verifyPassword } from "#server/features/auth/password";

const phc = "$scrypt$ln=4,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$BtTuk+LcxIEe56ewkkYxQJ2dW1My/mXgRX0kul6MP+c";

describe("password", () => {
  test("the cost fits what production Workers allow, which local ones do not enforce", ({ expect }) => {
    expect(cost.N * cost.r * cost.p).toBeLessThanOrEqual(2 ** 20);
    expect(128 * cost.N * cost.r).toBeLessThanOrEqual(16 * 1024 * 1024);
  });

  test("a hash verifies its password and names its cost", { timeout: 10_000 }, async ({ expect }) => {
    const hash = await hashPassword("correct horse");
    expect(hash).toMatch(/^\$scrypt\$ln=14,r=8,p=5\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await verifyPassword("correct horse", hash)).toBe(true);
  });

  test("a hash of another cost still verifies", async ({ expect }) => {
    expect(await verifyPassword("old", phc)).toBe(true);
    expect(await verifyPassword("new", phc)).toBe(false);
  });

  test("a password typed in another Unicode form is the same password", { timeout: 10_000 }, async ({ expect }) => {
    const hash = await hashPassword("Stra\u00dfe \u00e9");
    expect(await verifyPassword("Stra\u00dfe e\u0301", hash)).toBe(true);
  });

  test("attack 21: nobody's password is refused after the same work", { timeout: 10_000 }, async ({ expect }) => {
    expect(await verifyPassword("anything", undefined)).toBe(false);
    expect(await verifyPassword("", undefined)).toBe(false);
    expect(await verifyPassword("anything", "$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA")).toBe(false);
  });

  test("more sign-ins than can wait their turn are told to come back", async ({ expect }) => {
    const answers = await Promise.allSettled(Array.from({ length: 40 }, () => verifyPassword("old", phc)));
    const refused = answers.filter((answer) => answer.status === "rejected");
    expect(refused).toHaveLength(22);
    expect(refused[0]?.reason).toMatchObject({ code: "rate-limited" });
    expect(await verifyPassword("old", phc)).toBe(true);
  });
});
