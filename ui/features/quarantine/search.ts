import { z } from "zod";

export const sources = ["ndjson", "otlp-traces", "otlp-metrics", "otlp-logs"] as const;

export const quarantineSearch = z.object({ source: z.enum(sources).optional().catch(undefined) });
