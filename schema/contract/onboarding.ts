import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { instant } from "#schema/contract/fields";

export const getOnboarding = endpoint({
  id: "getOnboarding",
  method: "GET",
  path: "/api/v1/onboarding",
  summary: "What the first-run page needs: the address to send to and whether anything has arrived",
  needs: "user",
  reply: {
    status: 200,
    body: z.object({
      ingestUrl: z.string(),
      firstDataAt: instant.nullable().meta({ description: "Start of the quarter of an hour in which the first exchange began" }),
      exchanges: z.number().int(),
      agents: z.number().int(),
    }),
  },
  problems: ["store-unavailable"],
});

export const getBootstrapToken = endpoint({
  id: "getBootstrapToken",
  method: "GET",
  path: "/api/v1/bootstrap-token",
  summary: "The token with which agents and OpenTelemetry exporters sign up",
  needs: "bootstrap-tokens:read",
  reply: { status: 200, body: z.object({ token: z.string() }) },
  problems: [],
});
