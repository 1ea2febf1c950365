/// <reference types="@cloudflare/vitest-plugin/types" />
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { bucketBlobs } from "#server/platform/blobs";

const { BLOBS } = env as unknown as { BLOBS: R2Bucket };
const bytes = new TextEncoder().encode("0123456789");

describe("blobs in an R2 bucket", () => {
  it("are read whole and in pieces until they are deleted, which may be repeated", async () => {
    const blobs = bucketBlobs(BLOBS);
    await blobs.put("t-blb_1", bytes);
    expect(await blobs.has("t-blb_1")).toBe(true);
    expect(await (await blobs.get("t-blb_1"))?.text()).toBe("0123456789");
    expect(await (await blobs.get("t-blb_1", { offset: 3, length: 4 }))?.text()).toBe("3456");
    await blobs.delete("t-blb_1");
    await blobs.delete("t-blb_1");
    expect([await blobs.has("t-blb_1"), await blobs.get("t-blb_1")]).toEqual([false, undefined]);
  });
});
