import type { getOpenApi as endpoint } from "#schema/contract/health";
import { endpoints } from "#schema/contract/index";
import { openApiDocument } from "#schema/contract/openapi";
import { version } from "#schema/version";
import type { Verb } from "#server/platform/call";

let document: Record<string, unknown> | undefined;

export const getOpenApi: Verb<typeof endpoint> = async () => (document ??= openApiDocument(endpoints, version));
