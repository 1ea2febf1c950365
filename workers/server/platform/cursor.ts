import type { z } from "zod";
import { base64url, bytesOfBase64url } from "#schema/protocol/v1/command-envelope";
import { Problem } from "#schema/problems";

/** Where a page ended, as opaque text. */
export function writeCursor(position: readonly (string | number)[]): string {
  return base64url(new TextEncoder().encode(JSON.stringify(position)));
}

/** Raises `invalid-request` for a text that no page has given. */
export function readCursor<Position>(text: string, position: z.ZodType<Position>): Position {
  try {
    return position.parse(JSON.parse(new TextDecoder().decode(bytesOfBase64url(text))));
  } catch {
    const detail = "This cursor did not come from an earlier page.";
    throw new Problem("invalid-request", { detail, errors: [{ pointer: "/query/cursor", detail }] });
  }
}
