import { registerAgent } from "#schema/contract/agent-protocol";
import type { Written } from "#schema/contract/endpoint";
import type { Runtime } from "#ui/features/onboarding/runtimes.ts";

/** Where telemetry goes and with which token. */
export interface Destination {
  readonly url: string;
  /** A placeholder for people who may not see the token. */
  readonly token: string;
}

export interface Instruction {
  readonly title: string;
  readonly file: string;
  readonly text: string;
}

function dependency(group: string, artifact: string): string {
  return `<dependency>\n  <groupId>${group}</groupId>\n  <artifactId>${artifact}</artifactId>\n</dependency>`;
}

const sdk = [
  dependency("io.opentelemetry", "opentelemetry-exporter-otlp"),
  dependency("io.opentelemetry", "opentelemetry-sdk-extension-autoconfigure"),
];

/** The exporter's settings as environment variables. Header values are percent-encoded there. */
export function exporterVariables({ url, token }: Destination): string {
  return [
    "export OTEL_SERVICE_NAME=orders",
    "export OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=dev",
    `export OTEL_EXPORTER_OTLP_ENDPOINT=${url}`,
    "export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
    `export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20${encodeURIComponent(token)}"`,
  ].join("\n");
}

/** What to do in an app that uses Camel's own OpenTelemetry component. */
export function camelInstructions(runtime: Runtime, destination: Destination): readonly Instruction[] {
  if (runtime === "quarkus") return quarkusInstructions(destination);
  const main = runtime === "main";
  return [
    {
      title: "Add the component",
      file: "pom.xml",
      text: main
        ? [dependency("org.apache.camel", "camel-opentelemetry2"), ...sdk].join("\n")
        : [
            dependency("org.apache.camel.springboot", "camel-opentelemetry2-starter"),
            dependency("io.opentelemetry.instrumentation", "opentelemetry-spring-boot-starter"),
          ].join("\n"),
    },
    {
      title: "Switch tracing on, down to each processor",
      file: "application.properties",
      text: main
        ? "camel.opentelemetry2.enabled = true\ncamel.opentelemetry2.traceProcessors = true"
        : "camel.opentelemetry2.trace-processors=true",
    },
    {
      title: "Point it at this server and start the app",
      file: "shell",
      text: `${exporterVariables(destination)}${main ? "\nexport OTEL_JAVA_GLOBAL_AUTOCONFIGURE_ENABLED=true" : ""}\njava -jar target/orders.jar`,
    },
  ];
}

function quarkusInstructions({ url, token }: Destination): readonly Instruction[] {
  return [
    { title: "Add the extension", file: "pom.xml", text: dependency("org.apache.camel.quarkus", "camel-quarkus-opentelemetry2") },
    {
      title: "Point it at this server and start the app",
      file: "application.properties",
      text: [
        "quarkus.application.name=orders",
        "quarkus.otel.resource.attributes=deployment.environment.name=dev",
        `quarkus.otel.exporter.otlp.endpoint=${url}`,
        "quarkus.otel.exporter.otlp.protocol=http/protobuf",
        `quarkus.otel.exporter.otlp.headers=authorization=Bearer ${token}`,
        "camel.opentelemetry2.traceProcessors=true",
      ].join("\n"),
    },
  ];
}

/** With the OpenTelemetry Java agent the SDK and the logs, which name the routes, come from the agent; Camel's component gives the exchanges and their steps. */
export function javaAgentInstructions(destination: Destination): readonly Instruction[] {
  return [
    {
      title: "Add Camel's component, so that spans know their exchange and processor",
      file: "pom.xml",
      text: dependency("org.apache.camel", "camel-opentelemetry2"),
    },
    {
      title: "Switch it on, down to each processor",
      file: "application.properties",
      text: "camel.opentelemetry2.enabled = true\ncamel.opentelemetry2.traceProcessors = true",
    },
    {
      title: "Start the app with the agent",
      file: "shell",
      text: `${exporterVariables(destination)}\njava -javaagent:opentelemetry-javaagent.jar -jar target/orders.jar`,
    },
  ];
}

/** Registration as the agent protocol wants it. */
export function registrationCall({ url, token }: Destination): string {
  const body: Written<typeof registerAgent, "body"> = {
    app: "orders",
    environment: "dev",
    instance: "orders-1",
    installation: "my-laptop",
    boot: 1,
  };
  return `curl -X POST ${url}${registerAgent.path} \\\n  -H "Authorization: Bearer ${token}" \\\n  -H "Content-Type: application/json" \\\n  -d '${JSON.stringify(body)}'`;
}

/** The fleet of this repository, which speaks the agent protocol. */
export function demoCommand({ url, token }: Destination): string {
  return `npm run demo -- --url ${url} --token ${token}`;
}
