import { describe, test } from "vitest";
import { weaknessOf } from "#server/features/auth/password-policy";

describe("new passwords", () => {
  test.for([
    "password123",
    "Password1234!",
    "P@ssw0rd2026!",
    "p4$$w0rd!!!!",
    "passwordpassword",
    "1234567890",
    "0987654321",
    "12345678910",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "1212121212",
    "qwertyuiop",
    "QWERTZUIOP",
    "poiuytrewq",
    "qwertyasdfgh",
    "1q2w3e4r5t",
    "1qaz2wsx3edc",
    "zaq12wsxcde3",
    "qwerty12345",
    "iloveyou123",
    "iloveyoubaby",
    "123iloveyou!",
    "welcome2026",
    "Sommer2026!",
    "adminadmin1",
    "admin1234567890",
    "letmein!!!!",
    "trustno1trustno1",
    "cameleer123",
    "changeme!!",
  ])("that everybody tries first are refused: %s", (password, { expect }) => {
    expect(weaknessOf(password, "ann")).toContain("tried first");
  });

  test.for([
    "correct horse battery",
    "another horse battery",
    "Tr0ub4dor&3x",
    "q7Zr-mm2k-9Xwp",
    "91827465530192",
    "the rain in Spain stays",
    "мой длинный пароль",
    "kaffee-um-halb-neun",
    "x7K!love9Qz#22pW",
  ])("that nobody would try first are taken: %s", (password, { expect }) => {
    expect(weaknessOf(password, "ann")).toBeUndefined();
  });

  test.for(["ann.example", "Ann.Example", "ann.example1", "2026ann.example!", "ann.exampleann.example"])(
    "that are little more than the username are refused: %s",
    (password, { expect }) => {
      expect(weaknessOf(password, "Ann.Example")).toContain("username");
    },
  );

  test("may mention a short username", ({ expect }) => {
    expect(weaknessOf("annual rings of oaks", "ann")).toBeUndefined();
  });
});
