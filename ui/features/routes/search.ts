import { z } from "zod";

export const routesSearch = z.object({
  /** Words in route, app or endpoint. */
  find: z.string().max(200).optional().catch(undefined),
  /** A column's id, with `-` in front when descending. */
  sort: z.string().max(32).optional().catch(undefined),
});

export const routeSearch = z.object({ view: z.enum(["table"]).optional().catch(undefined) });
