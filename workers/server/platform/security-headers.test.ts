import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { secured } from "#server/platform/security-headers";

describe("the headers of the page", () => {
  test("are the same where Cloudflare serves the files without asking the Worker", ({ expect }) => {
    const file = readFileSync(join(import.meta.dirname, "../../../ui/public/_headers"), "utf8");
    const [everywhere = ""] = file.split("\n/assets/*");
    const written = Object.fromEntries([...everywhere.matchAll(/^ {2}([\w-]+): (.+)$/gm)].map(([, name, value]) => [name, value]));
    const { headers } = secured(new Request("https://cameleer.example/"), new Response(null));
    expect(written).toEqual(Object.fromEntries(headers));
  });

  test("leave the answer to a WebSocket alone", ({ expect }) => {
    const switching = { status: 101 } as Response;
    expect(secured(new Request("https://cameleer.example/v1/agents/a/link"), switching)).toBe(switching);
  });
});
