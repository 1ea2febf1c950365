import { it } from "vitest";
import { curlCommand } from "./curl.ts";

it("survives quotes in the query when pasted into a shell", ({ expect }) => {
  expect(curlCommand("https://cameleer.example/api/v1/exchanges?q=o'neil")).toBe(
    `curl -H "Authorization: Bearer $CAMELEER_TOKEN" 'https://cameleer.example/api/v1/exchanges?q=o'\\''neil'`,
  );
});
