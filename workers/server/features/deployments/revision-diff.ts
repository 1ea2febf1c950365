import type { AppSettings } from "#schema/protocol/runner/v1/app-settings";

/** What a revision consists of, whether it exists already or would be made. */
export interface RevisionContent {
  readonly artifact: { readonly id: string; readonly version: string; readonly digest: string };
  readonly settings: AppSettings;
  readonly secrets: readonly { readonly name: string; readonly version: number }[];
}

interface Change {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What differs from one revision to another, as the contract shows it. Absent values are null. */
export function diffOf(from: RevisionContent | undefined, to: RevisionContent) {
  const sameArtifact = from?.artifact.digest === to.artifact.digest;
  return {
    artifact: sameArtifact ? null : { from: from?.artifact.version ?? "", to: to.artifact.version },
    settings: settingsDiff(from?.settings, to.settings),
    secrets: secretsDiff(from?.secrets ?? [], to.secrets),
  };
}

function settingsDiff(from: AppSettings | undefined, to: AppSettings): Change[] {
  const [before, after] = [leavesOf(from), leavesOf(to)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return paths
    .map((path) => ({ path, from: before.get(path) ?? null, to: after.get(path) ?? null }))
    .filter(({ from: old, to: young }) => JSON.stringify(old) !== JSON.stringify(young));
}

/** Every value by its JSON pointer. Variables go by their names, other lists are one value. */
function leavesOf(settings: AppSettings | undefined): Map<string, unknown> {
  if (settings === undefined) return new Map();
  const { variables, ...rest } = settings;
  const named = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
  return new Map(leaves("", { ...rest, variables: named }));
}

function* leaves(path: string, value: object): Generator<[string, unknown]> {
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const at = `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (typeof member === "object" && member !== null && !Array.isArray(member)) yield* leaves(at, member);
    else yield [at, member];
  }
}

function secretsDiff(from: RevisionContent["secrets"], to: RevisionContent["secrets"]) {
  const versionIn = (secrets: RevisionContent["secrets"], name: string) => secrets.find((secret) => secret.name === name)?.version ?? null;
  const names = [...new Set([...from, ...to].map(({ name }) => name))].toSorted();
  return names
    .map((name) => ({ name, from: versionIn(from, name), to: versionIn(to, name) }))
    .filter((secret) => secret.from !== secret.to);
}

/** Whether nothing would change. */
export function isSame(from: RevisionContent, to: RevisionContent): boolean {
  const { artifact, settings, secrets } = diffOf(from, to);
  return artifact === null && settings.length === 0 && secrets.length === 0;
}
