import { test } from "vitest";
import { safeReturnTo } from "#server/features/provider-sign-in/return-to";

test.for([
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https:evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "%2f%2fevil.example",
  "/\t/evil.example",
  "/%0d/\r\nset-cookie: a=b",
  "/.//evil.example",
  "/x/..//evil.example",
  "",
  " /exchanges",
  "exchanges",
  undefined,
])("attack 18: %j leads to the start page", (written, { expect }) => {
  expect(safeReturnTo(written)).toBe("/");
});

test.for(["/", "/exchanges?q=status%3Afailed&from=now-1h", "/apps/orders#steps", "/%2f%2fevil.example"])(
  "%s stays what it is",
  (written, { expect }) => {
    expect(safeReturnTo(written)).toBe(written);
  },
);
