import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { getLicense, listLicenses } from "#schema/contract/license";
import { request } from "#ui/lib/api.ts";

export type License = Answer<typeof getLicense>;
export type PastLicense = Answer<typeof listLicenses>["items"][number];

export const licenseQuery = queryOptions({
  queryKey: ["license"],
  queryFn: ({ signal }) => request(getLicense, {}, signal),
  staleTime: 60_000,
});

export const licenseHistoryQuery = queryOptions({
  queryKey: ["license", "history"],
  queryFn: ({ signal }) => request(listLicenses, {}, signal),
});
