import { CircleCheck, CircleHelp, CircleStop, CircleX, Hourglass, LoaderCircle, Trash2, TriangleAlert } from "lucide-react";
import type { Placement } from "#ui/features/apps/queries/apps.ts";
import { Badge } from "#ui/design/badge.tsx";

export const placementStates = {
  waiting: { word: "Waiting", tone: "quiet", icon: Hourglass, meaning: "Its runner has not taken it up yet" },
  deploying: { word: "Deploying", tone: "info", icon: LoaderCircle, meaning: "A change is under way" },
  running: { word: "Running", tone: "good", icon: CircleCheck, meaning: "What is wanted runs and is healthy" },
  degraded: { word: "Degraded", tone: "warn", icon: TriangleAlert, meaning: "It runs, and something is wrong" },
  failed: { word: "Failed", tone: "bad", icon: CircleX, meaning: "Nothing runs that should" },
  stopping: { word: "Stopping", tone: "info", icon: LoaderCircle, meaning: "It is being stopped" },
  stopped: { word: "Stopped", tone: "quiet", icon: CircleStop, meaning: "It was stopped on purpose" },
  removing: { word: "Removing", tone: "info", icon: Trash2, meaning: "It is being taken off the host" },
  unknown: { word: "Unknown", tone: "warn", icon: CircleHelp, meaning: "Its runner is silent; it may well be running" },
} as const;

export function PlacementStateBadge({ state }: { readonly state: Placement["state"] }) {
  const look = placementStates[state];
  return (
    <Badge tone={look.tone} icon={<look.icon aria-hidden />}>
      {look.word}
    </Badge>
  );
}
