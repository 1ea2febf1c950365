/** The app and environment that a workload belongs to: ids are for ever, names appear in addresses and labels. */
export interface Place {
  readonly environmentId: string;
  readonly environment: string;
  readonly appId: string;
  readonly app: string;
}

export type PlaceIds = Pick<Place, "environmentId" | "appId">;

export interface LocalFile {
  readonly path: string;
  readonly sha256: string;
}

/** A JAR that lies on this host, to be run on a base image; or an image that is run as it is. */
export type Runnable =
  | {
      readonly kind: "jar";
      readonly jar: LocalFile;
      readonly layout: "plain" | "spring-boot" | "quarkus-fast-jar";
      readonly mainClass: string;
      readonly agent: LocalFile | null;
      /** Null is the executor's own. */
      readonly baseImage: string | null;
      readonly jvm: { readonly memoryPercent: number; readonly flags: readonly string[] };
    }
  | { readonly kind: "image"; readonly image: string };

export interface HealthCheck {
  /** Null: the known paths are tried, then the port, then the process. */
  readonly path: string | null;
  readonly port: number | null;
  readonly startDeadlineMs: number;
  readonly intervalMs: number;
  readonly minHealthyMs: number;
  readonly failureThreshold: number;
}

export interface Route {
  /** Null answers on every host. */
  readonly host: string | null;
  /** Without trailing slash; empty for the whole host. */
  readonly pathPrefix: string;
  readonly stripPrefix: boolean;
  readonly tls: boolean;
}

/** Everything an executor needs to run one app in one environment. Secrets are in the open here and nowhere else. */
export interface Workload {
  readonly place: Place;
  readonly generation: number;
  readonly revisionId: string;
  readonly deploymentId: string;
  readonly runState: "running" | "stopped";
  readonly replicas: number;
  readonly runnable: Runnable;
  /** In order; a later one of the same name wins. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly resources: { readonly memoryBytes: number; readonly cpus: number; readonly pids: number };
  readonly httpPort: number | null;
  readonly health: HealthCheck;
  readonly stop: { readonly drainMs: number; readonly timeoutMs: number };
  readonly route: Route | null;
  readonly strategy: "blue-green" | "recreate";
  readonly autoRollback: boolean;
  /** Of everything one instance is made from: not of the generation and not of the number of replicas. 64 hex digits. */
  readonly hash: string;
}

export function placeKey({ environmentId, appId }: PlaceIds): string {
  return `${environmentId}.${appId}`;
}
