import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";

/** The steps after the first administrator exists, in their order. */
export const guideSteps = ["sign-in", "license", "first-app"] as const;
const step = z.enum(guideSteps);

const guide = z.object({
  steps: z.array(z.object({ step, state: z.enum(["open", "done", "skipped"]) })),
  /** Whether the guide is over: nothing open, or closed. */
  finished: z.boolean(),
});

export const getSetupGuide = endpoint({
  id: "getSetupGuide",
  method: "GET",
  path: "/api/v1/setup-guide",
  summary: "How far the set-up of this server has come; what was done shows by itself",
  needs: "settings:write",
  reply: { status: 200, body: guide },
  problems: ["store-unavailable"],
});

export const updateSetupGuide = endpoint({
  id: "updateSetupGuide",
  method: "PATCH",
  path: "/api/v1/setup-guide",
  summary: "Skip steps, take them up again, or close the guide",
  needs: "settings:write",
  body: z.object({ skipped: z.array(step), closed: z.boolean() }).partial(),
  reply: { status: 200, body: guide },
  problems: ["store-unavailable"],
});
