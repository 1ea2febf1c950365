import { Problem } from "#schema/problems";

/** What the server says of one field of the body; undefined when it says nothing of it. */
export function fieldError(error: Error | null, field: string): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  const place = error.facts.errors?.find(({ pointer }) => pointer === `/body/${field}`);
  if (place === undefined) return undefined;
  return error.code === "conflict" ? error.message : place.detail;
}
