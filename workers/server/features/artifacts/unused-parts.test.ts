import { createHash } from "node:crypto";
import type { Arbitrary } from "fast-check";
import { array, assert, asyncProperty, constantFrom, nat, tuple } from "fast-check";
import { describe, test } from "vitest";
import { createApp, deleteApp } from "#schema/contract/apps";
import { completeUpload, createUpload, deleteArtifact, deleteUpload, listArtifacts, putUploadPart } from "#schema/contract/artifacts";
import { keepHouse } from "#server/features/housekeeping/index";
import { streamOf } from "#server/features/artifacts/part-bytes";
import { findArtifactParts } from "#server/features/artifacts/parts.store";
import { enroll } from "#test/runner-double";
import type { World } from "#test/world";
import { aWorld } from "#test/world";
import { jarOf } from "#test/zip";

const contentType = "application/octet-stream";
const jars = ["1", "2", "3"].map((version) => jarOf({ "Main-Class": "com.acme.Orders" }, { version }));
const jarAt = (index: number): Buffer<ArrayBuffer> => jars[index % jars.length] ?? jarOf({});
const quietly = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined);

interface Shop {
  readonly world: World;
  readonly apps: readonly string[];
}

async function aShop(): Promise<Shop> {
  const world = await aWorld();
  await enroll(world);
  const made = ["orders", "billing"].map((name) => world.as("operator").call(createApp, { body: { name } }));
  return { world, apps: (await Promise.all(made)).map(({ id }) => id) };
}

async function begin({ world }: Shop, id: string, jar: Buffer<ArrayBuffer>): Promise<string> {
  const operator = world.as("operator");
  const upload = await operator.call(createUpload, { params: { id }, body: { fileName: "a.jar", sizeBytes: jar.length } });
  await operator.call(putUploadPart, { params: { id: upload.id, number: 1 }, body: jar, contentType });
  return upload.id;
}

async function upload(shop: Shop, app: string, jar: Buffer<ArrayBuffer>): Promise<string> {
  const params = { id: await begin(shop, app, jar) };
  return (await shop.world.as("operator").call(completeUpload, { params })).id;
}

/** A day and an hour later, when uploads have expired and readers have had their time. */
async function tidy({ world }: Shop): Promise<void> {
  for (const seconds of [86_400, 3_600]) {
    world.clock.advance({ seconds });
    await keepHouse(world.deps);
  }
}

async function artifactsOf({ world, apps }: Shop) {
  const lists = apps.map((id) => world.as("viewer").call(listArtifacts, { params: { id } }));
  return (await Promise.all(lists)).flatMap(({ items }) => items);
}

async function digestOf({ deps }: World, artifactId: string, sizeBytes: number): Promise<string> {
  const parts = await findArtifactParts(deps.db.forTenant(deps.tenant), artifactId);
  const hash = createHash("sha256");
  for await (const chunk of streamOf({ blobs: deps.blobs, tenant: deps.tenant, parts }, { offset: 0, length: sizeBytes }))
    hash.update(chunk);
  return hash.digest("hex");
}

type Step = readonly ["upload" | "begin" | "give-up" | "delete" | "tidy", app: number, jar: number];

const step: Arbitrary<Step> = tuple(constantFrom("upload", "upload", "begin", "give-up", "delete", "tidy"), nat(1), nat(jars.length - 1));

async function take(shop: Shop, uploads: string[], [what, app, jar]: Step): Promise<void> {
  const operator = shop.world.as("operator");
  const appId = shop.apps[app] ?? "";
  if (what === "upload") await quietly(upload(shop, appId, jarAt(jar)));
  if (what === "begin") await quietly(begin(shop, appId, jarAt(jar)).then((id) => uploads.push(id)));
  if (what === "give-up") await quietly(operator.call(deleteUpload, { params: { id: uploads[jar] ?? "" } }));
  if (what === "delete") {
    const { items } = await operator.call(listArtifacts, { params: { id: appId } });
    await quietly(operator.call(deleteArtifact, { params: { id: items[jar]?.id ?? "" } }));
  }
  if (what === "tidy") await quietly(tidy(shop));
}

describe("bytes of artifacts", () => {
  test("are deleted a while after nothing has them any more, and not before", async ({ expect }) => {
    const shop = await aShop();
    const { world, apps } = shop;
    const [orders = "", billing = ""] = apps;
    const [first, second] = [await upload(shop, orders, jarAt(0)), await upload(shop, billing, jarAt(0))];
    const abandoned = await begin(shop, orders, jarAt(1));
    expect(world.deps.blobs.keys()).toHaveLength(2);
    await tidy(shop);
    expect(world.deps.blobs.keys()).toHaveLength(1);
    await world.as("operator").call(deleteArtifact, { params: { id: first } });
    await tidy(shop);
    expect(await digestOf(world, second, jarAt(0).length)).toBe(createHash("sha256").update(jarAt(0)).digest("hex"));
    await world.as("operator").call(deleteApp, { params: { id: billing } });
    await tidy(shop);
    expect(world.deps.blobs.keys()).toEqual([]);
    await expect(world.as("operator").call(completeUpload, { params: { id: abandoned } })).rejects.toMatchObject({ code: "not-found" });
  });

  test("of a writer that died before it could say so are deleted a day later", async ({ expect }) => {
    const shop = await aShop();
    const { world } = shop;
    const { put } = world.deps.blobs;
    Object.assign(world.deps.blobs, {
      put: (key: string, bytes: Uint8Array) => put(key, bytes).then(() => Promise.reject(new Error("killed"))),
    });
    await expect(begin(shop, shop.apps[0] ?? "", jarAt(0))).rejects.toMatchObject({ code: "unexpected" });
    expect(world.deps.blobs.keys()).toHaveLength(1);
    await tidy(shop);
    expect(world.deps.blobs.keys()).toEqual([]);
  });

  test("whatever is uploaded, given up, deleted and tidied side by side, stay as long as an artifact has them", async ({ expect }) => {
    const shop = await aShop();
    await assert(
      asyncProperty(array(array(step, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 5 }), async (rounds) => {
        for (const { id } of await artifactsOf(shop)) await shop.world.as("operator").call(deleteArtifact, { params: { id } });
        const uploads: string[] = [];
        for (const round of rounds) await Promise.all(round.map((one) => take(shop, uploads, one)));
        await tidy(shop);
        const artifacts = await artifactsOf(shop);
        for (const artifact of artifacts) {
          const { sizeBytes, sha256 } = artifact as typeof artifact & { readonly sizeBytes: number; readonly sha256: string };
          expect(await digestOf(shop.world, artifact.id, sizeBytes)).toBe(sha256);
        }
        expect(shop.world.deps.blobs.keys()).toHaveLength(new Set(artifacts.map((one) => "sha256" in one && one.sha256)).size);
      }),
      { numRuns: 8 },
    );
  }, 90_000);
});
