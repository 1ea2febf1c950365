import { z } from "zod";

export const agentsSearch = z.object({
  /** Words in app, instance or version. */
  find: z.string().max(200).optional().catch(undefined),
  state: z.enum(["connected", "stale", "lost", "gone"]).optional().catch(undefined),
});

export const agentViews = ["routes", "taps", "commands"] as const;

export const agentSearch = z.object({ show: z.enum(agentViews).optional().catch(undefined) });
