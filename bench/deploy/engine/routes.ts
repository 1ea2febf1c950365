import { tmpdir } from "node:os";
import type { CallName } from "./call-name.ts";
import { type EngineEvent, type EngineState, type FakeContainer, checkHealth, emit, newId, runScript } from "./engine-state.ts";
import type { ContainerCreateOptions } from "dockerode";

export interface Call extends CallName {
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Reply {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  /** Goes on sending until the signal of the connection is raised. */
  readonly stream?: (send: (chunk: string) => void, gone: AbortSignal) => Promise<void>;
}

const notFound: Reply = { status: 404, json: { message: "No such object" } };
const done: Reply = { status: 204 };

type Route = (state: EngineState, call: Call) => Reply;

/** What a rollout asks of an engine, by kind of call; shapes as in Docker's API 1.41. */
export const routes: Readonly<Record<string, Route>> = {
  "GET /version": ({ recording }) => ({ status: 200, json: { Version: recording.engine, ApiVersion: "1.41" } }),
  "GET /info": () => ({ status: 200, json: { SecurityOptions: [], DockerRootDir: tmpdir() } }),
  "GET /images/json": ({ images }) => ({
    status: 200,
    json: [...images].map(([name, Labels]) => ({ Id: name, Labels, RepoTags: [name] })),
  }),
  "GET /images/:id/json": ({ images }, { id }) => (images.has(id) ? { status: 200, json: { Id: `sha256:${id}` } } : notFound),
  "DELETE /images/:id": ({ images }, { id }) => (images.delete(id) ? { status: 200, json: [] } : notFound),
  "POST /build": ({ images }, { query }) => {
    images.set(query.get("t") ?? "", JSON.parse(query.get("labels") ?? "{}") as Record<string, string>);
    return { status: 200, text: '{"stream":"Successfully built"}\r\n' };
  },
  "GET /networks": ({ networks }, { query }) => {
    const names = filtersOf(query)["name"] ?? [];
    return { status: 200, json: [...networks.values()].filter(({ Name }) => names.length === 0 || names.includes(Name)) };
  },
  "POST /networks/create": ({ networks }, { body }) => {
    const { Name } = body as { Name: string };
    const network = { Id: newId(), Name, Created: new Date().toISOString() };
    networks.set(Name, network);
    return { status: 201, json: { Id: network.Id } };
  },
  "GET /networks/:id": () => ({ status: 200, json: { Containers: {} } }),
  "DELETE /networks/:id": () => done,
  "GET /containers/json": ({ containers }, { query }) => {
    const { label = [], status = [] } = filtersOf(query);
    const found = [...containers.values()].filter((one) => hasLabels(one, label) && (status.length === 0 || status.includes(one.status)));
    return { status: 200, json: found.map(({ id, name, asked }) => ({ Id: id, Names: [`/${name}`], Labels: asked.Labels })) };
  },
  "POST /containers/create": ({ containers }, { query, body }) => {
    const name = query.get("name") ?? "";
    const container: FakeContainer = {
      id: newId(),
      name,
      asked: body as ContainerCreateOptions,
      status: "created",
      startedAt: "0001-01-01T00:00:00Z",
      restartPolicy: "no",
      health: "starting",
      cordoned: false,
      heldUntilMs: 0,
      over: new AbortController(),
    };
    containers.set(container.id, container);
    return { status: 201, json: { Id: container.id, Warnings: [] } };
  },
  "GET /containers/:id/json": about((_, container) => ({ status: 200, json: described(container) })),
  "GET /containers/:id/stats": about(() => ({ status: 200, json: { cpu_stats: { cpu_usage: { total_usage: 0 } }, memory_stats: {} } })),
  "GET /containers/:id/logs": about((_, container) => ({ status: 200, stream: async (__, gone) => untilOver(container, gone) })),
  "POST /containers/:id/start": about((state, container) => {
    if (container.status === "running") return { status: 304 };
    container.status = "running";
    container.startedAt = new Date().toISOString();
    emit(state, container, "start");
    void checkHealth(state, container);
    return done;
  }),
  "POST /containers/:id/update": about((_, container, { body }) => {
    container.restartPolicy = (body as { RestartPolicy: { Name: string } }).RestartPolicy.Name;
    return { status: 200, json: { Warnings: [] } };
  }),
  "POST /containers/:id/exec": about((state, container, { body }) => {
    const id = newId();
    state.scripts.set(id, { container, script: (body as { Cmd: string[] }).Cmd.at(-1) ?? "" });
    return { status: 201, json: { Id: id } };
  }),
  "POST /exec/:id/start": (state, { id }) => {
    const found = state.scripts.get(id);
    return found === undefined ? notFound : { status: 200, text: runScript(state, found.container, found.script) };
  },
  "GET /exec/:id/json": () => ({ status: 200, json: { ExitCode: 0, Running: false } }),
  "POST /containers/:id/stop": about((state, container) => {
    if (container.status !== "running") return { status: 304 };
    container.status = "exited";
    container.over.abort();
    emit(state, container, "die");
    return done;
  }),
  "DELETE /containers/:id": about((state, container) => {
    container.over.abort();
    state.containers.delete(container.id);
    emit(state, container, "destroy");
    return done;
  }),
  "GET /events": (state, { query }) => ({ status: 200, stream: async (send, gone) => tellEvents(state, filtersOf(query), { send, gone }) }),
};

type Filters = Readonly<Record<string, readonly string[] | undefined>>;

function filtersOf(query: URLSearchParams): Filters {
  return JSON.parse(query.get("filters") ?? "{}") as Filters;
}

function hasLabels({ asked }: FakeContainer, labels: readonly string[]): boolean {
  return labels.every((label) => {
    const [name = "", value] = label.split(/=(.*)/s);
    return asked.Labels?.[name] === value;
  });
}

function about(act: (state: EngineState, container: FakeContainer, call: Call) => Reply): Route {
  return (state, call) => {
    const container = state.containers.get(call.id);
    return container === undefined ? notFound : act(state, container, call);
  };
}

function described({ id, name, asked, status, startedAt, restartPolicy, health }: FakeContainer): object {
  const network = asked.HostConfig?.NetworkMode ?? "";
  return {
    Id: id,
    Name: `/${name}`,
    RestartCount: 0,
    Config: { Labels: asked.Labels, Healthcheck: asked.Healthcheck },
    HostConfig: { NetworkMode: network, RestartPolicy: { Name: restartPolicy } },
    State: {
      Status: status,
      Running: status === "running",
      Paused: false,
      StartedAt: startedAt,
      ExitCode: 0,
      OOMKilled: false,
      Health: { Status: health, Log: [] },
    },
    NetworkSettings: { Networks: { [network]: {} } },
  };
}

async function untilOver({ over }: FakeContainer, gone: AbortSignal): Promise<void> {
  const either = AbortSignal.any([over.signal, gone]);
  if (!either.aborted) await new Promise((resolve) => either.addEventListener("abort", resolve, { once: true }));
}

async function tellEvents(
  { listeners }: EngineState,
  { event = [] }: Filters,
  { send, gone }: { readonly send: (chunk: string) => void; readonly gone: AbortSignal },
): Promise<void> {
  const listener = (one: EngineEvent): void => {
    if (event.includes(one.status.split(":")[0] ?? "")) send(`${JSON.stringify(one)}\n`);
  };
  listeners.add(listener);
  if (!gone.aborted) await new Promise((resolve) => gone.addEventListener("abort", resolve, { once: true }));
  listeners.delete(listener);
}
