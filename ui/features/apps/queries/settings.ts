import { queryOptions } from "@tanstack/react-query";
import { getAppSettings, listAppSecrets } from "#schema/contract/app-settings";
import type { Answer } from "#schema/contract/endpoint";
import { request } from "#ui/lib/api.ts";

export type VersionedSettings = Answer<typeof getAppSettings>;
export type Settings = VersionedSettings["settings"];
export type AppSecret = Answer<typeof listAppSecrets>["items"][number];

export interface Place {
  readonly id: string;
  readonly environmentId: string;
}

export function settingsQuery(place: Place) {
  return queryOptions({
    queryKey: ["app-settings", place.id, place.environmentId],
    queryFn: ({ signal }) => request(getAppSettings, { params: place }, signal),
    refetchOnWindowFocus: false,
  });
}

export function secretsQuery(place: Place) {
  return queryOptions({
    queryKey: ["app-secrets", place.id, place.environmentId],
    queryFn: ({ signal }) => request(listAppSecrets, { params: place }, signal),
  });
}
