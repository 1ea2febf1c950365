import { queryApp } from "#bench/query/worker";

/** What one call asks of the engine: groups one after the other, the requests of a group at the same time. */
export type Statements = readonly (readonly Request[])[];

/** Runs a call in this process and notes the requests it makes to the engine. */
export async function recordStatements(env: Readonly<Record<string, string>>, path: string): Promise<Statements> {
  const groups: Request[][] = [];
  const plainFetch = globalThis.fetch;
  let waiting = 0;
  globalThis.fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, { method: "POST", headers: init?.headers ?? {}, body: init?.body ?? null });
    if (waiting === 0) groups.push([]);
    groups.at(-1)?.push(request.clone());
    waiting += 1;
    const response = await plainFetch(request);
    waiting -= 1;
    return response;
  };
  try {
    const response = await queryApp(env).fetch(new Request(`http://bench${path}`));
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  } finally {
    globalThis.fetch = plainFetch;
  }
  return groups;
}

export async function replay(statements: Statements): Promise<void> {
  for (const group of statements) {
    await Promise.all(group.map(async (request) => (await fetch(request.clone())).arrayBuffer()));
  }
}
