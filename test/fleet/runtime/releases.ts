import { createHash } from "node:crypto";
import type { Behavior } from "#runner/executor/memory/memory-host";
import { jarOf } from "#test/zip";
import { apps } from "../apps/index.ts";
import type { App } from "../route-model.ts";

/** A version of one of the fleet's apps, as a JAR that a server can look into and a memory host can pretend to run. */
export interface Release {
  readonly app: string;
  readonly version: string;
  readonly jar: Buffer<ArrayBuffer>;
  readonly sha256: string;
  readonly behavior: Behavior;
}

const versions = {
  gateway: ["2.1.0", "2.2.0"],
  orders: ["1.4.0", "1.5.0", "1.6.0"],
  inventory: ["3.0.2"],
  billing: ["5.3.0", "5.3.1"],
  shipping: ["0.9.4", "0.10.0"],
  notifications: ["1.0.0"],
} as const satisfies Record<string, readonly string[]>;

/** The one that does not start: a bean that its routes need was left out. */
const broken = { app: "orders", version: "1.6.0" };

/** Every release there is; the same bytes each time. */
export const releases: readonly Release[] = apps.flatMap((app) =>
  Object.entries(versions)
    .filter(([name]) => name === app.name)
    .flatMap(([, all]) => all.map((version) => releaseOf(app, version))),
);

export function release(app: string, version: string): Release {
  const found = releases.find((one) => one.app === app && one.version === version);
  if (found === undefined) throw new Error(`The demo has no ${app} ${version}`);
  return found;
}

function releaseOf(app: App, version: string): Release {
  const jar = jarOf(
    {
      "Main-Class": "org.springframework.boot.loader.launch.JarLauncher",
      "Start-Class": mainClassOf(app),
      "Spring-Boot-Version": app.runtime.split(" ")[1] ?? "3.5",
      "Implementation-Version": version,
      "Build-Jdk-Spec": "21",
    },
    { [`BOOT-INF/lib/camel-core-engine-${app.camelVersion}.jar`]: "", [`BOOT-INF/classes/camel/${app.name}.xml`]: routesXml(app) },
  );
  const isBroken = app.name === broken.app && version === broken.version;
  const behavior = isBroken ? refusesToStart(app, version) : { healthyAfterMs: 700, lines: startingLines(app, version) };
  return { app: app.name, version, jar, sha256: createHash("sha256").update(jar).digest("hex"), behavior };
}

function routesXml(app: App): string {
  const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const routes = app.routes.map(({ id, from }) => `  <route id="${id}"><from uri="${escaped(from)}"/></route>`);
  return `<routes xmlns="http://camel.apache.org/schema/xml-io">\n${routes.join("\n")}\n</routes>\n`;
}

function mainClassOf({ name }: App): string {
  return `com.acme.${name}.${name.charAt(0).toUpperCase()}${name.slice(1)}Application`;
}

function startingLines(app: App, version: string): string[] {
  const routes = app.routes.map(({ id, from }) => `INFO  [main] o.a.camel.impl.engine.AbstractCamelContext :     Started ${id} (${from})`);
  return [
    ...firstLines(app, version),
    `INFO  [main] o.a.camel.impl.engine.AbstractCamelContext : Routes startup (total:${app.routes.length})`,
    ...routes,
    `INFO  [main] o.a.camel.impl.engine.AbstractCamelContext : Apache Camel ${app.camelVersion} (${app.name}) started in 684ms`,
    `INFO  [main] ${mainClassOf(app)} : Started in 2.31 seconds (process running for 2.74)`,
  ];
}

function firstLines(app: App, version: string): string[] {
  return [
    `INFO  [main] ${mainClassOf(app)} : Starting ${app.name} v${version} using Java 21.0.8 with PID 1`,
    'INFO  [main] o.s.b.SpringApplication : The following 1 profile is active: "default"',
    `INFO  [main] o.a.camel.impl.engine.AbstractCamelContext : Apache Camel ${app.camelVersion} (${app.name}) is starting`,
  ];
}

function refusesToStart(app: App, version: string): Behavior {
  const { id = "", from = "" } = app.routes[0] ?? {};
  const lines = [
    ...firstLines(app, version),
    "ERROR [main] o.s.boot.SpringApplication : Application run failed",
    `org.apache.camel.FailedToCreateRouteException: Failed to create route ${id}: Route(${id})[From[${from}] -> ...`,
    "\tat org.apache.camel.reifier.RouteReifier.doCreateRoute(RouteReifier.java:90)",
    "\tat org.apache.camel.impl.DefaultCamelContext.startRouteDefinitions(DefaultCamelContext.java:742)",
    "Caused by: org.apache.camel.NoSuchBeanException: No bean could be found in the registry for: fraudCheck",
    "\tat org.apache.camel.component.bean.RegistryBean.getBean(RegistryBean.java:92)",
    "\t... 23 common frames omitted",
  ];
  return { healthyAfterMs: null, exit: { afterMs: 900, code: 1 }, lines };
}
