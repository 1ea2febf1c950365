import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { test } from "vitest";
import { lackOfRoom } from "#runner/work/room";

const tooMuch = 2 ** 60;

test("with room enough nothing is tidied up", async ({ expect }) => {
  const tidyUp = async () => expect.unreachable();
  expect(await lackOfRoom({ folders: async () => [tmpdir()], wantedBytes: 1, tidyUp })).toBeUndefined();
});

test("a full disk is tidied up once before it is an obstacle, and the message names folder, room and setting", async ({ expect }) => {
  const free = await statfs(tmpdir()).then(({ bavail, bsize }) => bavail * bsize);
  let tidied = 0;
  const lack = await lackOfRoom({ folders: async () => [tmpdir()], wantedBytes: tooMuch, tidyUp: async () => void (tidied += 1) });
  expect(tidied).toBe(1);
  expect(lack).toMatch(/^Only \d+ MiB are free at .*; this host keeps \d+ MiB free \(minFreeDisk\)\./);
  expect(lack).toContain(tmpdir());
  expect(free).toBeLessThan(tooMuch);
});

test("a folder that is not on this machine is no obstacle", async ({ expect }) => {
  const elsewhere = "/nowhere/docker";
  expect(existsSync(elsewhere)).toBe(false);
  const room = { folders: async () => [elsewhere, ""], wantedBytes: tooMuch, tidyUp: async () => undefined };
  expect(await lackOfRoom(room)).toBeUndefined();
});
