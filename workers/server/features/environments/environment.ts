import type { EnvironmentRow } from "#server/features/environments/environments.store";
import { isoOf } from "#server/platform/clock";

/** As the contract shows an environment. */
export function shownEnvironment({ environment, apps }: { readonly environment: EnvironmentRow; readonly apps: number }) {
  const { id, name, displayName, position, protected: isProtected, createdAt } = environment;
  return { id, name, displayName, position, protected: isProtected, apps, createdAt: isoOf(createdAt) };
}

/** The list with one element at another place; a place beyond the end is the end. */
export function movedTo<T>(list: readonly T[], element: T, position: number): readonly T[] {
  return list.filter((other) => other !== element).toSpliced(position, 0, element);
}
