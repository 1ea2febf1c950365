import { and, eq, inArray, isNull } from "drizzle-orm";
import { identities } from "#schema/postgres/server/identities";
import { sessions } from "#schema/postgres/server/sessions";
import type { Queries } from "#server/platform/database";

export interface Ended {
  readonly issuer: string;
  /** The provider's name of one session; undefined: all of the person's. */
  readonly sessionName: string | undefined;
  readonly subject: string | undefined;
  readonly at: number;
}

/** Ends the sessions here that rest on a session there. */
export function endedAtProvider(db: Queries, { issuer, sessionName, subject, at }: Ended) {
  const people = db
    .select({ id: identities.id })
    .from(identities)
    .where(
      and(
        eq(identities.tenantId, db.tenant),
        eq(identities.issuer, issuer),
        subject === undefined ? undefined : eq(identities.subject, subject),
      ),
    );
  return db
    .update(sessions)
    .set({ endedAt: at })
    .where(
      and(
        eq(sessions.tenantId, db.tenant),
        inArray(sessions.identityId, people),
        sessionName === undefined ? undefined : eq(sessions.providerSession, sessionName),
        isNull(sessions.endedAt),
      ),
    )
    .returning({ id: sessions.id });
}
