import { z } from "zod";

const text = z.string().max(200).optional().catch(undefined);

export const auditSearch = z.object({ action: text, actor: text });
