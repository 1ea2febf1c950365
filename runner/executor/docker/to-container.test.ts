import { assert, boolean, constantFrom, integer, option, property, record } from "fast-check";
import { describe, test } from "vitest";
import { healthCommand } from "#runner/executor/docker/health-command";
import { toContainer } from "#runner/executor/docker/to-container";
import { traefikLabels } from "#runner/executor/docker/traefik-labels";
import type { Workload } from "#runner/executor/workload";
import { aWorkload, hexId } from "#test/runner/workloads";

const edge = { network: "cameleer-edge", entrypoint: "web", tlsEntrypoint: "websecure", certResolver: "le" };
const owner = { runnerId: hexId("run", 1) };
const container = (workload: Workload) => toContainer({ owner, workload, slot: 0, image: "image", network: "cml-prod", edge });

describe("a container", () => {
  test("is an ordinary user without capabilities, with limits, and with nothing of the host, whatever the workload says", ({ expect }) => {
    const workloads = record({
      replicas: integer({ min: 1, max: 50 }),
      httpPort: option(integer({ min: 1, max: 65_535 })),
      image: boolean(),
      tls: boolean(),
      strategy: constantFrom("blue-green" as const, "recreate" as const),
      memoryBytes: integer({ min: 64 * 2 ** 20, max: 2 ** 40 }),
    });
    assert(
      property(workloads, ({ image, tls, memoryBytes, ...change }) => {
        const base = aWorkload("a");
        const runnable = image ? ({ kind: "image", image: "registry.example/server" } as const) : base.runnable;
        const route = { host: null, pathPrefix: "/apps/a", stripPrefix: true, tls };
        const made = container({ ...base, ...change, runnable, route, resources: { ...base.resources, memoryBytes } });
        expect(made.User).toBe("65532:65532");
        expect(made.HostConfig).toMatchObject({
          Privileged: false,
          CapDrop: ["ALL"],
          SecurityOpt: ["no-new-privileges"],
          ReadonlyRootfs: true,
          Memory: memoryBytes,
          MemorySwap: memoryBytes,
          NetworkMode: "cml-prod",
          RestartPolicy: { Name: "no" },
        });
        const never = [
          "Binds",
          "Mounts",
          "VolumesFrom",
          "Devices",
          "CapAdd",
          "PidMode",
          "IpcMode",
          "UsernsMode",
          "PortBindings",
          "PublishAllPorts",
        ];
        expect(Object.keys(made.HostConfig ?? {}).filter((key) => never.includes(key))).toEqual([]);
        expect(Object.keys(made)).not.toContain("Volumes");
      }),
    );
  });

  test("starts Java directly, with the app's flags after the runner's", ({ expect }) => {
    const { runnable } = aWorkload("a");
    const jvm = { memoryPercent: 60, flags: ["-Dfoo=bar"] };
    const agent = { path: "/nowhere", sha256: "a".repeat(64) };
    const made = container(aWorkload("a", { runnable: { ...runnable, jvm, agent } as Workload["runnable"] }));
    expect(made.Entrypoint).toEqual([
      "java",
      "-XX:MaxRAMPercentage=60",
      "-XX:+ExitOnOutOfMemoryError",
      "-XX:ErrorFile=/tmp/hs_err_%p.log",
      "-Dfoo=bar",
      "-javaagent:/cameleer/agent.jar",
      "-jar",
      "/app/app.jar",
    ]);
  });

  test("tells its telemetry apart by its own name; a later variable of a name wins", ({ expect }) => {
    const variables = [
      { name: "OTEL_RESOURCE_ATTRIBUTES", value: "service.version=1" },
      { name: "A", value: "first" },
      { name: "A", value: "second" },
    ];
    const made = container(aWorkload("a", { variables }));
    expect(made.Env).toEqual(["OTEL_RESOURCE_ATTRIBUTES=service.version=1,service.instance.id=cml-prod-orders-g1-0", "A=second"]);
  });
});

describe("the server's address, which the server gives as the runner calls it", () => {
  const addressed = (url: string) => container(aWorkload("a", { variables: [{ name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: url }] }));

  test.for(["http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"])("is the host's when it is %s", (url, { expect }) => {
    const { Env, HostConfig } = addressed(url);
    expect(Env).toContain("OTEL_EXPORTER_OTLP_ENDPOINT=http://host.docker.internal:8080");
    expect(HostConfig?.ExtraHosts).toEqual(["host.docker.internal:host-gateway"]);
  });

  test.for(["https://cameleer.example", "http://localhost.example:8080"])("stays as it is when it is %s", (url, { expect }) => {
    const { Env, HostConfig } = addressed(url);
    expect(Env).toContain(`OTEL_EXPORTER_OTLP_ENDPOINT=${url}`);
    expect(HostConfig?.ExtraHosts).toEqual([]);
  });
});

describe("Traefik's labels", () => {
  test("are those of a path on a host, with a prefix that cannot catch a neighbor", ({ expect }) => {
    const route = { host: "api.example.com", pathPrefix: "/apps/prod/orders", stripPrefix: true, tls: true };
    const labels = traefikLabels(aWorkload("a", { route }), edge);
    const name = /routers\.(cml-prod-orders-r[0-9a-f]{6})\.rule/.exec(Object.keys(labels).join(" "))?.[1] ?? "";
    expect(labels).toEqual({
      "traefik.enable": "true",
      "traefik.docker.network": "cameleer-edge",
      [`traefik.http.routers.${name}.rule`]: "Host(`api.example.com`) && (Path(`/apps/prod/orders`) || PathPrefix(`/apps/prod/orders/`))",
      [`traefik.http.routers.${name}.entrypoints`]: "websecure",
      [`traefik.http.routers.${name}.tls`]: "true",
      [`traefik.http.routers.${name}.tls.certresolver`]: "le",
      [`traefik.http.routers.${name}.middlewares`]: `${name}-strip,${name}-retry`,
      [`traefik.http.routers.${name}.service`]: "cml-prod-orders-8080",
      [`traefik.http.middlewares.${name}-strip.stripprefix.prefixes`]: "/apps/prod/orders",
      [`traefik.http.middlewares.${name}-retry.retry.attempts`]: "3",
      "traefik.http.services.cml-prod-orders-8080.loadbalancer.server.port": "8080",
    });
  });

  test("are those of plain HTTP where Traefik has no entry point for TLS", ({ expect }) => {
    const route = { host: null, pathPrefix: "/apps/prod/orders", stripPrefix: true, tls: true };
    const labels = Object.entries(traefikLabels(aWorkload("a", { route }), { ...edge, tlsEntrypoint: "" }));
    expect(labels.filter(([key]) => key.endsWith(".entrypoints")).map(([, value]) => value)).toEqual(["web"]);
    expect(labels.filter(([key]) => key.includes(".tls"))).toEqual([]);
  });

  test("are the same to the byte in the next generation, and have other names once the route changes", ({ expect }) => {
    const before = traefikLabels(aWorkload("a"), edge);
    expect(traefikLabels(aWorkload("b", { generation: 2 }), edge)).toEqual(before);
    const changed = traefikLabels(
      aWorkload("a", { route: { host: "o.example.com", pathPrefix: "", stripPrefix: false, tls: false } }),
      edge,
    );
    const routers = (labels: Record<string, string>) => Object.keys(labels).filter((key) => key.includes(".routers."));
    expect(routers(changed).filter((key) => routers(before).includes(key))).toEqual([]);
  });

  test("are none for an app that is not exposed or has no port", ({ expect }) => {
    expect(traefikLabels(aWorkload("a", { route: null }), edge)).toEqual({});
    expect(traefikLabels(aWorkload("a", { httpPort: null }), edge)).toEqual({});
  });
});

test("a path with a quote in it stays a path in the health check", ({ expect }) => {
  const { health } = aWorkload("a");
  expect(healthCommand({ ...health, path: "/a';rm -rf /" }, 8_080)).toContain("'127.0.0.1:8080/a%27;rm -rf /'");
});
