/** A link as it is stored, without its secret. */
export interface Link {
  readonly id: string;
  readonly kind: "invitation" | "password-reset";
  readonly recipient: string;
  /** Whose password is reset; null for an invitation. */
  readonly userId: string | null;
  /** Ids of roles and groups that come with the invitation. */
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly createdBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
  readonly revokedAt: number | null;
  /** When the password that it would reset was last set. */
  readonly passwordChangedAt: number | null;
}

export const dayMs = 86_400_000;

/** A password that was set after the link was made ends it: whoever set it needs no link any more. */
export function stateOf(link: Omit<Link, "id">, nowMs: number) {
  if (link.usedAt !== null) return "used";
  const superseded = link.passwordChangedAt !== null && link.passwordChangedAt > link.createdAt;
  if (link.revokedAt !== null || superseded) return "revoked";
  return link.expiresAt <= nowMs ? "expired" : "open";
}
