import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { explainPermissions, getUser, listUsers, listUserSessions } from "#schema/contract/users";
import { request } from "#ui/lib/api.ts";

export type User = Answer<typeof listUsers>["items"][number];
export type UserDetail = Answer<typeof getUser>;
export type Explained = Answer<typeof explainPermissions>["items"][number];
export type Grant = Explained["grants"][number];
export type SignIn = Answer<typeof listUserSessions>["items"][number];

export const usersQuery = queryOptions({
  queryKey: ["people", "users"],
  queryFn: ({ signal }) => request(listUsers, {}, signal),
});

export function userQuery(id: string) {
  return queryOptions({
    queryKey: ["people", "users", id],
    queryFn: ({ signal }) => request(getUser, { params: { id } }, signal),
  });
}

export function permissionsQuery(id: string) {
  return queryOptions({
    queryKey: ["people", "users", id, "permissions"],
    queryFn: ({ signal }) => request(explainPermissions, { params: { id } }, signal),
  });
}

export function sessionsQuery(id: string) {
  return queryOptions({
    queryKey: ["people", "users", id, "sessions"],
    queryFn: ({ signal }) => request(listUserSessions, { params: { id } }, signal),
  });
}
