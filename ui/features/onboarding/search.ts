import { z } from "zod";
import { runtimes } from "#ui/features/onboarding/runtimes.ts";

export const welcomeTabs = ["otel", "javaagent", "agent"] as const;
export type WelcomeTab = (typeof welcomeTabs)[number];

export const welcomeSearch = z.object({
  how: z.enum(welcomeTabs).optional().catch(undefined),
  runtime: z.enum(runtimes).optional().catch(undefined),
});
