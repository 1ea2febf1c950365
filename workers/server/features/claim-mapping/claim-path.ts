export type Claims = Readonly<Record<string, unknown>>;
export type ClaimValue = string | number | boolean;

/** `realm_access.roles` → two names; `\.` is a dot within a name and `\\` a backslash. */
export function namesOf(path: string): string[] {
  const names = [""];
  for (const [part] of path.matchAll(/\\[.\\]|[^]/g)) {
    if (part === ".") {
      names.push("");
    } else {
      names.push(`${names.pop() ?? ""}${part.length === 2 && part.startsWith("\\") ? part.slice(1) : part}`);
    }
  }
  return names;
}

/** What stands at a path, `undefined` when nothing. Inherited properties are not there: `__proto__` and `constructor` are names like any other. */
export function claimAt(claims: Claims, path: string): unknown {
  let found: unknown = claims;
  for (const name of namesOf(path)) {
    if (typeof found !== "object" || found === null || Array.isArray(found) || !Object.hasOwn(found, name)) {
      return undefined;
    }
    found = (found as Claims)[name];
  }
  return found;
}
