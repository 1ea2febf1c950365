/** A string that names one kind of thing. `brand` exists at compile time only. */
export type Id<Kind extends string> = string & { readonly brand: Kind };

const prefixes = {
  user: "usr",
  session: "ses",
  tokenFamily: "tkf",
  identity: "idn",
  group: "grp",
  role: "rol",
  claimRule: "rul",
  link: "lnk",
  serviceAccount: "svc",
  apiKey: "key",
  bootstrapToken: "btk",
  agent: "agt",
  environment: "env",
  app: "app",
  artifact: "art",
  upload: "upl",
  blob: "blb",
  revision: "rev",
  deployment: "dep",
  runner: "run",
  enrollment: "enr",
  task: "tsk",
  command: "cmd",
  audit: "aud",
  exchange: "exc",
  request: "req",
} as const;

export type IdKind = keyof typeof prefixes;

/** `user` and a UUID give `usr_0197…`: the prefix and 32 hex digits. */
export function idFromUuid<Kind extends IdKind>(kind: Kind, uuid: string): Id<Kind> {
  return `${prefixes[kind]}_${uuid.replaceAll("-", "")}` as Id<Kind>;
}

/** The UUID inside an id of that kind, with dashes, or undefined when the text is not one. */
export function uuidFromId(kind: IdKind, id: string): string | undefined {
  const match = new RegExp(`^${prefixes[kind]}_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$`).exec(id);
  return match?.slice(1).join("-");
}

export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${prefixes[kind]}_[0-9a-f]{32}$`);
}

/** Milliseconds since the epoch in the first 48 bits of a UUIDv7. */
export function uuidTimeMs(uuid: string): number {
  return Number.parseInt(uuid.replaceAll("-", "").slice(0, 12), 16);
}
