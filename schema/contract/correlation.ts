import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { exchangeLink } from "#schema/contract/exchange-shapes";
import { exchangeId, instant, when } from "#schema/contract/fields";

/** Why an exchange belongs to another; the first that is true. `related`: it shares the trace of one that shares a business key. */
export const correlationRelation = z.enum(["self", "parent", "child", "trace", "business-key", "related"]);

export const businessKey = z.object({ name: z.string().meta({ description: "An attribute, or `correlation id`" }), value: z.string() });

export const listCorrelatedExchanges = endpoint({
  id: "listCorrelatedExchanges",
  method: "GET",
  path: "/api/v1/exchanges/{id}/correlated",
  summary: "Exchanges of all apps that belong together with one, a day before and after it, in the order of their start",
  needs: "exchanges:read",
  requires: "correlation",
  params: z.object({ id: exchangeId }),
  query: z.object({ at: when.optional().meta({ description: "Start time of the exchange, when known: bounds the look-up" }) }),
  reply: {
    status: 200,
    body: z.object({
      items: z.array(
        exchangeLink.extend({
          environment: z.string(),
          instance: z.string(),
          relation: correlationRelation,
          sharedKeys: z.array(businessKey),
          offsetMicros: z.number().int().meta({ description: "Since the start of the timeline" }),
        }),
      ),
      timeline: z.object({ from: instant, durationMicros: z.number().int() }),
      tooCommon: z
        .array(businessKey.extend({ exchanges: z.number().int() }))
        .meta({ description: "Keys that too many exchanges share to mean that they belong together" }),
      truncated: z.boolean().meta({ description: "There are more; those nearest in time are shown" }),
    }),
  },
  problems: ["not-found", "feature-not-licensed", "store-unavailable"],
});
