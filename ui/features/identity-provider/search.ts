import { z } from "zod";

/** What came of a sign-in on trial, when the page was opened by one. */
export const signInSettingsSearch = z.object({ trial: z.enum(["done", "outdated"]).optional().catch(undefined) });
