import { createHash, randomBytes } from "node:crypto";
import { describe, test } from "vitest";
import { createApp } from "#schema/contract/apps";
import {
  completeUpload,
  createUpload,
  deleteArtifact,
  deleteUpload,
  getArtifact,
  getUpload,
  listArtifacts,
  putUploadPart,
  registerImage,
} from "#schema/contract/artifacts";
import { listAudit } from "#schema/contract/audit";
import { enroll } from "#test/runner-double";
import type { World } from "#test/world";
import { aWorld } from "#test/world";
import { jarOf } from "#test/zip";

const partBytes = 8 * 1024 * 1024;
const contentType = "application/octet-stream";
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const smallJar = jarOf({ "Main-Class": "com.acme.Orders", "Implementation-Version": "1.2.3" });
const part = (bytes: Buffer, number: number) => Buffer.from(bytes.subarray((number - 1) * partBytes, number * partBytes));

interface AnApp {
  readonly world: World;
  readonly id: string;
}

async function anApp(kind: "app" | "server" = "app"): Promise<AnApp> {
  const world = await aWorld();
  await enroll(world);
  const { id } = await world.as("operator").call(createApp, { body: { name: "orders", kind } });
  return { world, id };
}

const begin = ({ world, id }: AnApp, bytes: Buffer, more: { sha256?: string; version?: string } = {}) =>
  world.as("operator").call(createUpload, { params: { id }, body: { fileName: "orders.jar", sizeBytes: bytes.length, ...more } });

const put = ({ world }: AnApp, params: { id: string; number: number }, body: Buffer<ArrayBuffer>) =>
  world.as("operator").call(putUploadPart, { params, body, contentType });

const complete = ({ world }: AnApp, id: string) => world.as("operator").call(completeUpload, { params: { id } });

describe("an upload", () => {
  test("becomes an artifact with what was found in it, and the audit log says whose", async ({ expect }) => {
    const app = await anApp();
    const { world, id } = app;
    const upload = await begin(app, smallJar, { sha256: sha256(smallJar) });
    expect(upload).toMatchObject({ partBytes, parts: 1, received: [] });
    await put(app, { id: upload.id, number: 1 }, smallJar);
    const artifact = await complete(app, upload.id);
    expect(artifact).toMatchObject({ kind: "jar", version: "1.2.3", sha256: sha256(smallJar), sizeBytes: smallJar.length, usedIn: [] });
    expect(artifact).toMatchObject({ inspection: { runtime: "plain-java", mainClass: "com.acme.Orders" } });
    expect((await world.as("viewer").call(listArtifacts, { params: { id } })).items).toEqual([artifact]);
    const { items } = await world.as("admin").call(listAudit, { query: { action: "artifact.upload" } });
    expect(items).toMatchObject([{ actor: "operator", target: artifact.id, detail: { sha256: sha256(smallJar) } }]);
  });

  test("of several parts is taken up where it was left, in any order", async ({ expect }) => {
    const app = await anApp();
    const filler = randomBytes(partBytes).toString("base64");
    const jar = jarOf({ "Main-Class": "M" }, { "filler.bin": filler });
    const upload = await begin(app, jar, { sha256: sha256(jar) });
    expect(upload.parts).toBe(2);
    await put(app, { id: upload.id, number: 2 }, part(jar, 2));
    await expect(complete(app, upload.id)).rejects.toMatchObject({ code: "conflict" });
    const again = await begin(app, jar, { sha256: sha256(jar) });
    expect(again).toMatchObject({ id: upload.id, received: [2] });
    await put(app, { id: upload.id, number: 1 }, part(jar, 1));
    await put(app, { id: upload.id, number: 1 }, part(jar, 1));
    expect(await complete(app, upload.id)).toMatchObject({ sha256: sha256(jar), version: "orders" });
  });

  test("that is completed twice, or uploaded twice, makes one artifact", async ({ expect }) => {
    const app = await anApp();
    const first = await begin(app, smallJar);
    await put(app, { id: first.id, number: 1 }, smallJar);
    const both = await Promise.all([complete(app, first.id), complete(app, first.id)]);
    const second = await begin(app, smallJar);
    await put(app, { id: second.id, number: 1 }, smallJar);
    const ids = [...both, await complete(app, second.id), await complete(app, first.id)].map((artifact) => artifact.id);
    expect(new Set(ids).size).toBe(1);
  });

  test("whose bytes are not those that were announced is refused", async ({ expect }) => {
    const app = await anApp();
    const upload = await begin(app, smallJar, { sha256: "0".repeat(64) });
    await put(app, { id: upload.id, number: 1 }, smallJar);
    await expect(complete(app, upload.id)).rejects.toMatchObject({ code: "digest-mismatch" });
  });

  test("of something that cannot be run is refused with the reason", async ({ expect }) => {
    const app = await anApp();
    const text = Buffer.from("hello");
    const upload = await begin(app, text);
    await put(app, { id: upload.id, number: 1 }, text);
    await expect(complete(app, upload.id)).rejects.toMatchObject({
      code: "artifact-refused",
      message: expect.stringContaining("not a JAR"),
    });
  });

  test("takes no part that is longer or shorter than announced, nor one that it does not have", async ({ expect }) => {
    const app = await anApp();
    const { world, id } = app;
    const upload = await begin(app, smallJar);
    await expect(put(app, { id: upload.id, number: 1 }, Buffer.alloc(smallJar.length + 1))).rejects.toMatchObject({ code: "too-large" });
    await expect(put(app, { id: upload.id, number: 1 }, Buffer.alloc(1))).rejects.toMatchObject({ code: "malformed-body" });
    await expect(put(app, { id: upload.id, number: 2 }, Buffer.alloc(1))).rejects.toMatchObject({ code: "not-found" });
    const tooLarge = { fileName: "x.jar", sizeBytes: 500 * 1024 * 1024 + 1 };
    const attempt = world.as("operator").call(createUpload, { params: { id }, body: tooLarge });
    await expect(attempt).rejects.toMatchObject({ code: "invalid-request" });
  });

  test("that was given up or has expired is gone", async ({ expect }) => {
    const app = await anApp();
    const { world } = app;
    const operator = world.as("operator");
    const [given, expired] = [await begin(app, smallJar), await begin(app, smallJar)];
    await operator.call(deleteUpload, { params: { id: given.id } });
    await expect(operator.call(getUpload, { params: { id: given.id } })).rejects.toMatchObject({ code: "not-found" });
    world.clock.advance({ seconds: 86_400 });
    await expect(operator.call(getUpload, { params: { id: expired.id } })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("artifacts", () => {
  test("come newest first, page by page", async ({ expect }) => {
    const app = await anApp();
    const { world, id } = app;
    for (const version of ["1", "2", "3"]) {
      const jar = jarOf({ "Main-Class": "M" }, { version });
      const upload = await begin(app, jar, { version });
      await put(app, { id: upload.id, number: 1 }, jar);
      await complete(app, upload.id);
      world.clock.advance({ seconds: 1 });
    }
    const first = await world.as("viewer").call(listArtifacts, { params: { id }, query: { limit: 2 } });
    const second = await world.as("viewer").call(listArtifacts, { params: { id }, query: { cursor: first.nextCursor ?? "" } });
    expect([first.items, second.items].map((items) => items.map(({ version }) => version))).toEqual([["3", "2"], ["1"]]);
  });

  test("one that was never deployed can be deleted", async ({ expect }) => {
    const app = await anApp();
    const { world } = app;
    const upload = await begin(app, smallJar);
    await put(app, { id: upload.id, number: 1 }, smallJar);
    const artifact = await complete(app, upload.id);
    await world.as("operator").call(deleteArtifact, { params: { id: artifact.id } });
    await expect(world.as("viewer").call(getArtifact, { params: { id: artifact.id } })).rejects.toMatchObject({ code: "not-found" });
  });

  test("an app that runs images takes images by digest, and no JARs", async ({ expect }) => {
    const app = await anApp("server");
    const { world, id } = app;
    const image = `registry.example/cameleer@sha256:${"a".repeat(64)}`;
    const artifact = await world.as("operator").call(registerImage, { params: { id }, body: { image, version: "1" } });
    expect(artifact).toMatchObject({ kind: "image", image, version: "1" });
    await expect(begin(app, smallJar)).rejects.toMatchObject({ code: "conflict" });
  });
});
