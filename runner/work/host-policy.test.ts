import { describe, test } from "vitest";
import type { DesiredApp } from "#schema/protocol/runner/v1/desired-app";
import { hostPolicy, refusals, strictestPolicy } from "#runner/work/host-policy";
import { aDesiredApp } from "#test/runner/desired-apps";

const digest = `sha256:${"a".repeat(64)}`;
const image = (name: string): Partial<DesiredApp> => ({ kind: "server", artifact: { kind: "image", image: name } });
const wide = hostPolicy.parse({
  maxMemory: "4GiB",
  maxCpus: 8,
  maxReplicas: 10,
  allowedImages: [`registry.example/cameleer/*@${digest}`, "eclipse-temurin:21-jre"],
  allowedHosts: ["*.apps.example.com"],
});
const refused = (app: DesiredApp, policy = strictestPolicy, raw: unknown = { change: { app } }) => refusals(policy, app, raw).join(" ");
const resources = (change: Partial<DesiredApp["resources"]>) => ({ resources: { ...aDesiredApp("a").resources, ...change } });
const route = (change: object) => ({
  route: { mode: "path" as const, host: null, pathPrefix: "/apps/a", stripPrefix: true, tls: false, ...change },
});

describe("a host without a policy of its own", () => {
  test("runs a modest JAR below /apps/", ({ expect }) => {
    expect(refused(aDesiredApp("a"))).toBe("");
  });

  test.for([
    ["a foreign image", aDesiredApp("a", image("registry.example/evil:latest")), "allowedImages"],
    ["a foreign base image", aDesiredApp("a", { baseImage: `registry.example/evil@${digest}` }), "allowedImages"],
    ["too much memory", aDesiredApp("a", resources({ memoryBytes: 3 * 2 ** 30 })), "maxMemory"],
    ["too many CPUs", aDesiredApp("a", resources({ cpus: 64 })), "maxCpus"],
    ["too many processes", aDesiredApp("a", resources({ pids: 30_000 })), "maxPids"],
    ["too many instances", aDesiredApp("a", { replicas: 50 }), "maxReplicas"],
    ["another one's host", aDesiredApp("a", route({ host: "bank.example.com" })), "allowedHosts"],
    ["every path of every host", aDesiredApp("a", route({ pathPrefix: "" })), "pathPrefix"],
    ["a path beside /apps/", aDesiredApp("a", route({ pathPrefix: "/apps-of-others" })), "pathPrefix"],
    ["a path that ends the rule and begins another", aDesiredApp("a", route({ pathPrefix: "/apps/a`) || PathPrefix(`/" })), "characters"],
  ] as const)("refuses %s and names the setting", ([, app, setting], { expect }) => {
    expect(refused(app)).toContain(setting);
  });
});

describe("a host with a policy", () => {
  test.for([
    ["the ceilings", aDesiredApp("a", resources({ memoryBytes: 4 * 2 ** 30, cpus: 8 }))],
    ["an allowed image by digest", aDesiredApp("a", image(`registry.example/cameleer/server@${digest}`))],
    ["an allowed host", aDesiredApp("a", route({ host: "orders.apps.example.com", pathPrefix: "" }))],
  ] as const)("runs what keeps to %s", ([, app], { expect }) => {
    expect(refused(app, wide)).toBe("");
  });

  test.for([
    ["the image under another digest", aDesiredApp("a", image(`registry.example/cameleer/server@sha256:${"b".repeat(64)}`))],
    ["the image with a longer name", aDesiredApp("a", image(`registry.example/cameleer/x/server@${digest}`))],
    ["an image whose name only ends alike", aDesiredApp("a", image(`evil/registry.example/cameleer/server@${digest}`))],
    ["a host two labels below", aDesiredApp("a", route({ host: "a.b.apps.example.com", pathPrefix: "" }))],
    ["a host that only ends alike", aDesiredApp("a", route({ host: "evilapps.example.com", pathPrefix: "" }))],
  ] as const)("refuses %s", ([, app], { expect }) => {
    expect(refused(app, wide)).not.toBe("");
  });

  test.for([
    "privileged",
    "Binds",
    "volumes",
    "mounts",
    "devices",
    "capAdd",
    "networkMode",
    "hostNetwork",
    "pidMode",
    "ipcMode",
    "hostConfig",
    "portBindings",
  ])("refuses whatever asks for %s, however wide it is", (member, { expect }) => {
    const app = aDesiredApp("a");
    expect(refused(app, wide, { change: { app: { ...app, [member]: true } } })).toContain(member);
    expect(refused(app, wide, { change: { app: { ...app, resources: { ...app.resources, [member]: ["/:/host"] } } } })).toContain(member);
  });

  test("is refused as a whole when it has a setting that does not exist", ({ expect }) => {
    expect(hostPolicy.safeParse({ maxMemmory: "1GiB" }).success).toBe(false);
    expect(hostPolicy.safeParse({ privileged: true }).success).toBe(false);
  });
});
