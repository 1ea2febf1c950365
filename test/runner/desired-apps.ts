import { appSettings } from "#schema/protocol/runner/v1/app-settings";
import { type DesiredApp, desiredApp } from "#schema/protocol/runner/v1/desired-app";
import type { Change, ChangeSigner, ServerKey, SignedChange } from "#schema/protocol/runner/v1/signed-change";
import { signChange } from "#schema/protocol/runner/v1/signed-change";
import { base64url } from "#schema/protocol/v1/command-envelope";
import { digestOf, hexId } from "#test/runner/workloads";

/** Version `jar` of the app `orders` as the server would want it. */
export function aDesiredApp(jar: string, change: Partial<DesiredApp> = {}): DesiredApp {
  const generation = change.generation ?? 1;
  const { jvm, resources, health, stop, update, httpPort, variables } = appSettings.parse({
    resources: { memoryBytes: 64 * 2 ** 20 },
    health: { path: "/ready", startDeadlineMs: 15_000, intervalMs: 500, minHealthyMs: 500, failureThreshold: 1 },
  });
  return desiredApp.parse({
    environment: { id: hexId("env", 1), name: "prod" },
    app: { id: hexId("app", 1), name: "orders" },
    kind: "app",
    generation,
    deploymentId: hexId("dep", generation),
    revision: { id: hexId("rev", generation), number: generation },
    runState: "running",
    replicas: 1,
    restartNonce: 0,
    artifact: { kind: "jar", sha256: digestOf(jar), sizeBytes: 1_000, layout: "plain", mainClass: "Main" },
    agent: null,
    baseImage: null,
    jvm,
    variables,
    secrets: [],
    resources,
    httpPort,
    health,
    stop,
    route: { mode: "path", host: null, pathPrefix: "/apps/prod/orders", stripPrefix: true, tls: false },
    update,
    ...change,
  });
}

/** The server's side of signatures. */
export interface SigningServer {
  readonly key: ServerKey;
  sign(change: Change, rev: number, notAfterMs?: number): Promise<SignedChange>;
}

export async function aSigningServer(runnerId: string, nowMs: () => number): Promise<SigningServer> {
  const { privateKey, publicKey } = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const raw = new Uint8Array((await crypto.subtle.exportKey("raw", publicKey)) as ArrayBuffer);
  const signer: ChangeSigner = { kid: "d-1", privateKey };
  return {
    key: { kid: "d-1", publicKey: base64url(raw), endorsement: null },
    sign: async (change, rev, notAfterMs = nowMs() + 86_400_000) =>
      signChange(signer, { change, runnerId, rev, notAfter: Math.floor(notAfterMs / 1_000) }),
  };
}
