import { z } from "zod";
import { Problem } from "#schema/problems";

/** Where a page ended. */
export interface QuarantineCursor {
  readonly atMs: number;
  readonly id: string;
}

const contents = z.tuple([z.number().int().min(0), z.uuid()]);

export function writeCursor({ atMs, id }: QuarantineCursor): string {
  return btoa(JSON.stringify([atMs, id]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export function readCursor(text: string): QuarantineCursor {
  try {
    const [atMs, id] = contents.parse(JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/"))));
    return { atMs, id };
  } catch {
    const detail = "This cursor did not come from an earlier page.";
    throw new Problem("invalid-request", { detail, errors: [{ pointer: "/query/cursor", detail }] });
  }
}
