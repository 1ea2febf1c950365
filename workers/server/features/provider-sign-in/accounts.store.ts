import { and, eq } from "drizzle-orm";
import { users } from "#schema/postgres/server/users";
import type { Queries } from "#server/platform/database";

/** What the provider says of a person now; the username stays what it was. */
export function refreshProfile(
  db: Queries,
  userId: string,
  profile: { readonly displayName: string; readonly email: string; readonly at: number },
) {
  const { displayName, email, at } = profile;
  return db
    .update(users)
    .set({ displayName, email, lastSignInAt: at })
    .where(and(eq(users.tenantId, db.tenant), eq(users.id, userId)));
}
