/** Variables with which an app's telemetry finds its way here. An app's own settings come after them and win. */
export interface TelemetryTarget {
  /** Without a trailing slash. */
  readonly serverUrl: string;
  readonly environment: string;
  readonly app: string;
  readonly artifactVersion: string;
}

export function telemetryVariables({ serverUrl, environment, app, artifactVersion }: TelemetryTarget) {
  const attributes = { "deployment.environment.name": environment, "service.version": artifactVersion };
  const pairs = Object.entries(attributes).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return [
    { name: "CAMELEER_SERVER_URL", value: serverUrl },
    { name: "CAMELEER_ENVIRONMENT", value: environment },
    { name: "CAMELEER_APP", value: app },
    { name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: serverUrl },
    { name: "OTEL_EXPORTER_OTLP_PROTOCOL", value: "http/protobuf" },
    { name: "OTEL_SERVICE_NAME", value: app },
    { name: "OTEL_RESOURCE_ATTRIBUTES", value: pairs.join(",") },
  ];
}

/** The variable that carries a credential, hence travels as a sealed secret. */
export const headersVariable = "OTEL_EXPORTER_OTLP_HEADERS";

export function headersValue(token: string): string {
  return `Authorization=Bearer%20${encodeURIComponent(token)}`;
}
