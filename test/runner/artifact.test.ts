import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { eventually } from "#test/eventually";
import { aDaemonWorld, type DaemonWorld } from "#test/runner/daemon-world";
import { undisturbed } from "#test/runner/served-world";
import type { Place } from "#test/runtime/deploying";

const isArtifact = (request: Request): boolean => request.url.includes("/runner/v1/artifacts/");
const bytesOf = async (response: Response): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await response.arrayBuffer());

/** The first bytes, and when the host has got them the connection breaks. */
function truncated(bytes: Uint8Array<ArrayBuffer>, { status, headers }: Response, got: () => Promise<true>): Response {
  const body = new ReadableStream({
    async start(controller) {
      controller.enqueue(bytes.subarray(0, bytes.length / 2));
      await got();
      controller.error(new Error("cut"));
    },
  });
  return new Response(body, { status, headers });
}

describe("an artifact", { timeout: 60_000 }, () => {
  let given: DaemonWorld;
  let orders: Place;
  beforeAll(async () => {
    given = await aDaemonWorld();
    await given.start();
    orders = await given.people.place("orders");
  }, 120_000);
  afterAll(async () => given.dispose());

  const upload = (version: string) => given.people.upload(orders.appId, { version, filler: randomBytes(100_000).toString("base64") });
  const deploy = async (artifactId: string) =>
    given.ended(await given.people.begin({ action: "deploy", ...orders, artifactId, reason: "" }));

  test("damaged on the wire is fetched again; what is there of a download that broke off is gone on with", async ({ expect }) => {
    const { served } = given;
    served.wire = async (request, answer) => {
      const response = await answer();
      if (!isArtifact(request)) return response;
      served.wire = undisturbed;
      const bytes = await bytesOf(response);
      bytes[10] = (bytes[10] ?? 0) ^ 1;
      return new Response(bytes, response);
    };
    expect(await deploy(await upload("1"))).toMatchObject({ state: "succeeded" });
    served.wire = async (request, answer) => {
      const response = await answer();
      if (!isArtifact(request)) return response;
      served.wire = undisturbed;
      const part = path.join(given.folder.artifacts, `${path.basename(new URL(request.url).pathname)}.jar.part`);
      const got = () => eventually({ what: part, withinMs: 10_000 }, () => (statSync(part).size > 0 ? true : undefined));
      return truncated(await bytesOf(response), response, got);
    };
    expect(await deploy(await upload("2"))).toMatchObject({ state: "succeeded" });
    const ranges = served.requests.filter(isArtifact).map(({ headers }) => [headers.get("range"), headers.has("if-range")]);
    expect(ranges).toEqual([
      [null, false],
      [null, false],
      [null, false],
      [expect.stringMatching(/^bytes=\d+-$/), true],
    ]);
  });

  test("damaged in the server's store is refused with its reason while the former version runs on, and a retry works once it is whole", async ({
    expect,
  }) => {
    const { blobs } = given.world.deps;
    const { get } = blobs;
    const before = given.running();
    const artifactId = await upload("3");
    Object.assign(blobs, {
      get: async (...args: Parameters<typeof get>) => {
        const found = await get(...args);
        if (found === undefined) return undefined;
        const bytes = await bytesOf(found);
        bytes[0] = (bytes[0] ?? 0) ^ 1;
        return new Response(bytes);
      },
    });
    expect(await deploy(artifactId)).toMatchObject({ state: "failed", failure: { reason: "checksum-mismatch" } });
    Object.assign(blobs, { get: async () => undefined });
    expect(await deploy(artifactId)).toMatchObject({ state: "failed", failure: { reason: "artifact-unavailable" } });
    expect(given.running()).toEqual(before);
    Object.assign(blobs, { get });
    expect(await deploy(artifactId)).toMatchObject({ state: "succeeded" });
  });

  test("that two apps want at once is fetched once", async ({ expect }) => {
    const { people, served } = given;
    const billing = await people.place("billing");
    const same = { version: "4", filler: randomBytes(100_000).toString("base64") };
    const artifacts = await Promise.all([orders, billing].map(async ({ appId }) => people.upload(appId, same)));
    const before = served.requests.length;
    const ends = await Promise.all(
      [orders, billing].map(async (place, index) =>
        given.ended(await people.begin({ action: "deploy", ...place, artifactId: artifacts[index] ?? "", reason: "" })),
      ),
    );
    expect(ends.map(({ state }) => state)).toEqual(["succeeded", "succeeded"]);
    expect(served.requests.slice(before).filter(isArtifact)).toHaveLength(1);
  });
});
