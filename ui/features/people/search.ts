import { z } from "zod";

const text = z.string().max(200).optional().catch(undefined);

export const usersSearch = z.object({ find: text, source: z.enum(["local", "oidc", "external"]).optional().catch(undefined) });
export const userSearch = z.object({ show: z.enum(["access", "permissions", "sessions"]).optional().catch(undefined), find: text });
export const groupsSearch = z.object({ find: text });
