import { queryOptions, useQuery } from "@tanstack/react-query";
import { closeSession, getSession } from "#schema/contract/auth";
import type { Answer } from "#schema/contract/endpoint";
import type { Permission } from "#schema/permissions";
import { rememberCsrfToken, request } from "#ui/lib/api.ts";
import { queryClient } from "#ui/lib/query-client.ts";

export type Session = Answer<typeof getSession>;

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }) => {
    const session = await request(getSession, {}, signal);
    rememberCsrfToken(session.csrfToken);
    return session;
  },
  staleTime: 5 * 60_000,
});

/** Takes over a session that a sign-in has just opened; nothing of an earlier person stays in memory. */
export function enterSession(session: Session): void {
  queryClient.clear();
  rememberCsrfToken(session.csrfToken);
  queryClient.setQueryData(sessionQuery.queryKey, session);
}

/** The server has ended the session. False when nobody was known to be signed in. */
export function forgetSession(): boolean {
  const known = queryClient.getQueryData(sessionQuery.queryKey) !== undefined;
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
  return known;
}

/** Ends the session; returns the address where the identity provider's ends, null when there is none. */
export async function leaveSession(): Promise<string | null> {
  const { endSessionUrl } = await request(closeSession, {});
  queryClient.clear();
  return endSessionUrl;
}

/** Whether the signed-in person may; false until known. */
export function useMay(permission: Permission): boolean {
  return useMayAny([permission]);
}

/** Whether the signed-in person may do at least one of these; false until known. */
export function useMayAny(permissions: readonly Permission[]): boolean {
  const { data: session } = useQuery(sessionQuery);
  return permissions.some((permission) => session?.user.permissions.includes(permission));
}
