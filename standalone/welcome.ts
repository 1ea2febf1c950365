export interface Welcome {
  readonly version: string;
  readonly address: string;
  readonly seconds: number;
  /** Set when the first account was named by the settings. */
  readonly username: string | undefined;
  /** Set while nobody can sign in yet. */
  readonly setupToken: string | undefined;
  readonly agentToken: string;
  readonly dataDir: string;
}

function signIn({ address, username, setupToken }: Welcome): string {
  if (setupToken !== undefined) return `  First sign-in  ${address}/setup?token=${setupToken}`;
  return `  Sign in        ${address}${username === undefined ? "" : ` as ${username}`}`;
}

/** What the terminal shows when the product is ready. */
export function welcome(facts: Welcome): string {
  return [
    "",
    `Cameleer ${facts.version} is ready at ${facts.address} (${facts.seconds.toFixed(1)} s)`,
    "",
    signIn(facts),
    `  Agent token    ${facts.agentToken}`,
    `  Data           ${facts.dataDir}`,
    "",
  ].join("\n");
}
