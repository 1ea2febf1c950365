import { z } from "zod";

const text = z.string().max(200).optional().catch(undefined);

export const usersSearch = z.object({ find: text });
export const auditSearch = z.object({ action: text, actor: text });
