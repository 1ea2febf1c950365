/** What workerd serves. Paths are absolute. */
export interface WorkerdLayout {
  readonly port: number;
  readonly bundle: string;
  readonly assets: string;
  readonly blobs: string;
  readonly hubs: string;
  /** Environment variables handed to the Worker as text. They stay out of the file, which may be read by more eyes. */
  readonly variables: readonly string[];
}

/** A Cap'n Proto string. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function bindings(variables: readonly string[]): string {
  const texts = variables.map((name) => `(name = ${quoted(name)}, fromEnvironment = ${quoted(name)})`);
  const services = [
    `(name = "ASSETS", service = "assets")`,
    `(name = "BLOBS", service = "blobs")`,
    `(name = "AGENT_HUB", durableObjectNamespace = "AgentHub")`,
    `(name = "RUNNER_HUB", durableObjectNamespace = "RunnerHub")`,
    `(name = "OUTWARD", service = "outward")`,
  ];
  return [...texts, ...services].join(",\n    ");
}

/** workerd's configuration, as text. Import it with `--import-path=/`, which makes the bundle's path an absolute one. */
export function workerdConfig(layout: WorkerdLayout, compatibilityDate: string): string {
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "server", worker = .server),
    (name = "assets", disk = (path = ${quoted(layout.assets)}, writable = false)),
    (name = "blobs", disk = (path = ${quoted(layout.blobs)}, writable = true)),
    (name = "hubs", disk = (path = ${quoted(layout.hubs)}, writable = true)),
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
    (name = "outward", network = (allow = ["public"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "*:${layout.port}", http = (), service = "server")],
);

const server :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed ${quoted(layout.bundle)})],
  compatibilityDate = ${quoted(compatibilityDate)},
  durableObjectNamespaces = [
    (className = "AgentHub", uniqueKey = "cameleer-agent-hub", enableSql = true),
    (className = "RunnerHub", uniqueKey = "cameleer-runner-hub", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "hubs"),
  bindings = [
    ${bindings(layout.variables)}
  ],
);
`;
}
