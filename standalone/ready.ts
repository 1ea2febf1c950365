/** Resolves when the product answers that it is well; rejects with what it says when that takes too long. */
export async function whenHealthy(address: string, patienceMs: number): Promise<void> {
  const until = performance.now() + patienceMs;
  let last = "nothing";
  while (performance.now() < until) {
    const response = await fetch(`${address}/api/v1/health`).catch(() => undefined);
    if (response !== undefined) {
      last = await response.text();
      if (response.ok && last.includes('"status":"ok"')) return;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`The server did not become healthy within ${patienceMs / 1000} s; it last said: ${last.slice(0, 500)}`);
}

/** True while nobody can sign in yet. */
export async function needsSetUp(address: string): Promise<boolean> {
  const response = await fetch(`${address}/api/v1/auth/capabilities`);
  const said = (await response.json()) as { readonly setupNeeded?: boolean };
  return said.setupNeeded === true;
}
