import { CircleCheck, CircleDashed, CircleOff, ClockAlert } from "lucide-react";
import type { Agent } from "#ui/features/agents/queries/agents.ts";
import { Badge } from "#ui/design/badge.tsx";

/** In the order of urgency. */
export const agentStates = {
  lost: { word: "Lost", tone: "bad", icon: CircleOff, meaning: "No heartbeat for several intervals" },
  stale: { word: "Stale", tone: "warn", icon: ClockAlert, meaning: "The last heartbeat is overdue" },
  connected: { word: "Connected", tone: "good", icon: CircleCheck, meaning: "Heartbeats arrive in time" },
  gone: { word: "Gone", tone: "quiet", icon: CircleDashed, meaning: "Not heard of for a day, or signed off" },
} as const;

export function AgentStateBadge({ state }: { readonly state: Agent["state"] }) {
  const look = agentStates[state];
  return (
    <Badge tone={look.tone} icon={<look.icon aria-hidden />}>
      {look.word}
    </Badge>
  );
}
