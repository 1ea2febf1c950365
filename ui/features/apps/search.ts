import { z } from "zod";

const text = z.string().max(2_000).optional().catch(undefined);

export const appsSearch = z.object({ find: text });

export const appTabs = ["overview", "artifacts", "deployments", "settings", "logs"] as const;
export type AppTab = (typeof appTabs)[number];

/** What an app's address carries. */
export const appSearch = z.object({
  show: z.enum(appTabs).optional().catch(undefined),
  /** Id of the environment that settings, logs and history are about. */
  in: text,
  /** What log lines must contain. */
  q: text,
});
