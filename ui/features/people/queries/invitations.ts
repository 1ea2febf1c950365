import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { listInvitations } from "#schema/contract/invitations";
import { request } from "#ui/lib/api.ts";

export type Invitation = Answer<typeof listInvitations>["items"][number];
/** Just made: its address is known this once. */
export type NewInvitation = Invitation & { readonly url: string };

export const invitationsQuery = queryOptions({
  queryKey: ["people", "invitations"],
  queryFn: ({ signal }) => request(listInvitations, {}, signal),
});
