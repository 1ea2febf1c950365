import { createBootstrapToken } from "#schema/contract/bootstrap-tokens";
import { createClaimMapping } from "#schema/contract/claim-mappings";
import { signUp } from "#test/agents";
import { draft } from "#test/claim-rules";
import type { Maker } from "./objects.ts";

let count = 0;
const canary = (): string => `canary-${(count += 1)}`;

const rule: Maker = async (world) => {
  const { id } = await world.as("admin").call(createClaimMapping, { body: draft(`groups contains ${canary()} → VIEWER`) });
  return { id };
};

const token: Maker = async (world) => {
  const { id } = await world.as("admin").call(createBootstrapToken, { body: { name: canary() } });
  return { id };
};

const agent: Maker = async (world) => ({ id: (await signUp(world, { app: "canary-app", installation: canary() })).agentId });

/** Claim rules, bootstrap tokens and what ends agents. */
export const machineObjects: Readonly<Record<string, Maker>> = {
  updateClaimMapping: rule,
  deleteClaimMapping: rule,
  revokeBootstrapToken: token,
  revokeAgent: agent,
};
