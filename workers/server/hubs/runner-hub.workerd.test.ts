/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { ContainerLine } from "#schema/contract/container-logs";
import { doorBellPing, doorBellPong, doorBellReplacedCode } from "#schema/protocol/runner/v1/door-bell";
import { openSecret, sealSecret } from "#schema/protocol/runner/v1/sealed-secret";
import { openChange, signChange } from "#schema/protocol/runner/v1/signed-change";
import { base64url } from "#schema/protocol/v1/command-envelope";
import type { RunnerHub } from "#server/hubs/runner-hub";

type Stub = DurableObjectStub<RunnerHub>;

function aHub(): Stub {
  const { RUNNER_HUB } = env as unknown as { RUNNER_HUB: DurableObjectNamespace<RunnerHub> };
  return RUNNER_HUB.get(RUNNER_HUB.newUniqueId());
}

async function socket(hub: Stub, epoch: number) {
  const { webSocket } = await hub.fetch(`http://runner-hub/link?epoch=${epoch}`, { headers: { upgrade: "websocket" } });
  if (webSocket === null) throw new Error("No socket");
  const waiting: string[] = [];
  const readers: ((text: string) => void)[] = [];
  webSocket.addEventListener("message", ({ data }) => {
    const reader = readers.shift();
    if (reader === undefined) waiting.push(String(data));
    else reader(String(data));
  });
  const closed = new Promise<number>((resolve) => webSocket.addEventListener("close", ({ code }) => resolve(code)));
  webSocket.accept();
  const next = (): Promise<string> => {
    const text = waiting.shift();
    return text === undefined ? new Promise((resolve) => readers.push(resolve)) : Promise.resolve(text);
  };
  return { webSocket, next, closed };
}

async function tail(hub: Stub, query: string) {
  const response = await hub.fetch(`http://runner-hub/tail?${query}`);
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  const next = async (): Promise<string | undefined> => (await reader.read()).value;
  expect(await next()).toBe(": open\n\n");
  return { next, cancel: () => reader.cancel() };
}

const app = { environmentId: "env_1", appId: "app_1" };
const line = (text: string): ContainerLine => {
  const facts = { at: "2026-11-22T04:00:00Z", instance: "orders-0", kind: "container" as const, deploymentId: null };
  return { id: "c0@0", ...facts, stream: "stdout", text, droppedBytes: 0 };
};

describe("the door bell", () => {
  it("rings at the runner's socket, also after the hub was evicted", async () => {
    const hub = aHub();
    const { next } = await socket(hub, 1);
    await hub.ring(7);
    expect(JSON.parse(await next())).toEqual({ type: "sync.poke", rev: 7 });
    await evictDurableObject(hub);
    await hub.ring(8);
    expect(JSON.parse(await next())).toEqual({ type: "sync.poke", rev: 8 });
    expect(await hub.link()).toBe("websocket");
  });

  it("answers a ping without waking up", async () => {
    const { webSocket, next } = await socket(aHub(), 1);
    webSocket.send(doorBellPing);
    expect(await next()).toBe(doorBellPong);
  });

  it("closes the link of a process that was replaced", async () => {
    const hub = aHub();
    const { next, closed } = await socket(hub, 1);
    await hub.replaceSession(2);
    expect(JSON.parse(await next())).toEqual({ type: "session.replaced", epoch: 2 });
    expect(await closed).toBe(doorBellReplacedCode);
    expect(await hub.link()).toBe("none");
  });

  it("closes the older link when a newer one opens", async () => {
    const hub = aHub();
    const older = await socket(hub, 1);
    const newer = await socket(hub, 1);
    expect(await older.closed).toBe(doorBellReplacedCode);
    await hub.ring(1);
    expect(JSON.parse(await newer.next())).toMatchObject({ type: "sync.poke" });
  });

  it("ends a long poll at once when it has rung already, and when it rings", async () => {
    const hub = aHub();
    await hub.ring(3);
    await hub.waitFor(2, 60_000);
    const waiting = hub.waitFor(3, 60_000);
    expect(await hub.link()).toBe("poll");
    await hub.ring(4);
    await waiting;
    expect(await hub.link()).toBe("none");
  });
});

describe("those who watch", () => {
  it("get the lines of their app that they want, and the runner is asked for speed", async () => {
    const hub = aHub();
    const { next } = await socket(hub, 1);
    const watcher = await tail(hub, 'environmentId=env_1&appId=app_1&kinds=["container"]');
    expect(JSON.parse(await next())).toMatchObject({ type: "tail.start", ...app, flushMs: 250 });
    expect(await hub.tails()).toMatchObject([app]);
    await hub.publish({ ...app, appId: "app_2" }, [line("of another app")]);
    await hub.publish(app, [{ ...line("of another kind"), kind: "rollout" }]);
    await hub.publish(app, [line("wanted")]);
    expect(await watcher.next()).toBe(`id: c0@0\ndata: ${JSON.stringify({ type: "logs.lines", lines: [line("wanted")] })}\n\n`);
    await watcher.cancel();
  });
});

describe("workerd's own cryptography", () => {
  it("signs and seals what Node verifies and opens by the same code", async () => {
    const seal = (await crypto.subtle.generateKey("X25519", true, ["deriveBits"])) as CryptoKeyPair;
    const raw = base64url(new Uint8Array((await crypto.subtle.exportKey("raw", seal.publicKey)) as ArrayBuffer));
    const place = { runnerId: "run_1", environmentId: "env_1", appId: "app_1", name: "N", version: 1 };
    const opened = await openSecret({ privateKey: seal.privateKey, publicKey: raw }, place, await sealSecret(raw, place, "pa55"));
    expect(opened).toBe("pa55");
    const sign = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
    const publicKey = base64url(new Uint8Array((await crypto.subtle.exportKey("raw", sign.publicKey)) as ArrayBuffer));
    const id = (prefix: string): string => `${prefix}_${"0".repeat(32)}`;
    const removal = { environmentId: id("env"), appId: id("app"), generation: 1, deploymentId: id("dep"), mode: "stop" as const };
    const change = { change: { type: "app.remove" as const, removal }, runnerId: id("run"), rev: 1, notAfter: 10 };
    const signed = await signChange({ kid: "d", privateKey: sign.privateKey }, change);
    expect(await openChange([{ kid: "d", publicKey }], { runnerId: id("run"), nowMs: 0 }, signed)).toMatchObject({ ok: true });
  });
});
