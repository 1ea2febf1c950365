import type { LucideIcon } from "lucide-react";
import { CircleCheck, CircleDashed, CirclePause, CirclePlay, CircleX, Funnel, ShieldCheck } from "lucide-react";
import type { ExchangeStatus } from "#schema/contract/fields";
import type { Tone } from "#ui/design/badge.tsx";

interface StatusLook {
  readonly word: string;
  readonly icon: LucideIcon;
  readonly tone: Exclude<Tone, "accent">;
  readonly meaning: string;
}

/** How each status looks and reads everywhere: icon, word and color together, never color alone. */
export const statusLooks: Record<ExchangeStatus, StatusLook> = {
  running: { word: "Running", icon: CirclePlay, tone: "info", meaning: "Still on its way" },
  completed: { word: "Completed", icon: CircleCheck, tone: "good", meaning: "Reached the end of its route" },
  failed: { word: "Failed", icon: CircleX, tone: "bad", meaning: "Ended with an error that nothing handled" },
  handled: { word: "Handled", icon: ShieldCheck, tone: "warn", meaning: "An error occurred and the route handled it" },
  filtered: { word: "Filtered", icon: Funnel, tone: "quiet", meaning: "Dropped by a filter" },
  stopped: { word: "Stopped", icon: CirclePause, tone: "halt", meaning: "Ended early by a stop" },
  abandoned: { word: "Abandoned", icon: CircleDashed, tone: "quiet", meaning: "Its application went away before it ended" },
};

/** The text color of a tone, for bars, icons and chart marks (`currentcolor`). */
export const toneText: Record<Tone, string> = {
  good: "text-good",
  bad: "text-bad",
  warn: "text-warn",
  info: "text-info",
  halt: "text-halt",
  quiet: "text-quiet",
  accent: "text-accent",
};
