import { Problem } from "#schema/problems";

export interface AuditPosition {
  readonly at: number;
  readonly id: string;
}

export function writeCursor({ at, id }: AuditPosition): string {
  return `${at}.${id}`;
}

export function readCursor(cursor: string): AuditPosition {
  const match = /^(\d{1,15})\.(aud_[0-9a-f]{32})$/.exec(cursor);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new Problem("invalid-request", { errors: [{ pointer: "/query/cursor", detail: "Expected the `nextCursor` of a page" }] });
  }
  return { at: Number(match[1]), id: match[2] };
}
