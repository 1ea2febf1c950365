import { CircleCheck, CircleHelp, CircleOff, CirclePause, DoorOpen } from "lucide-react";
import type { Runner } from "#ui/features/runners/queries/runners.ts";
import { Badge } from "#ui/design/badge.tsx";

export const runnerStates = {
  connected: { word: "Connected", tone: "good", icon: CircleCheck, meaning: "It reports in time" },
  draining: { word: "Draining", tone: "warn", icon: CirclePause, meaning: "It keeps its apps and takes no new ones" },
  unknown: { word: "Silent", tone: "bad", icon: CircleHelp, meaning: "Nothing heard for too long; its apps may well be running" },
  leaving: { word: "Stopped", tone: "quiet", icon: DoorOpen, meaning: "It was stopped on purpose; its apps go on" },
  revoked: { word: "Revoked", tone: "bad", icon: CircleOff, meaning: "It is not let in any more" },
} as const;

export function RunnerStateBadge({ state }: { readonly state: Runner["state"] }) {
  const look = runnerStates[state];
  return (
    <Badge tone={look.tone} icon={<look.icon aria-hidden />}>
      {look.word}
    </Badge>
  );
}
