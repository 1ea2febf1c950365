import type { LucideIcon } from "lucide-react";
import {
  Activity,
  Box,
  Braces,
  Cable,
  Combine,
  Cpu,
  Diamond,
  Funnel,
  Gauge,
  PenLine,
  Repeat,
  Route,
  ScrollText,
  Send,
  Share2,
  ShieldAlert,
  Split,
  SquareSplitVertical,
  Timer,
  Waypoints,
} from "lucide-react";
import { createElement } from "react";
import { classNames } from "#ui/design/class-names.ts";
import { statusLooks, toneText } from "#ui/design/exchange-status.ts";
import type { Step } from "./step-tree.ts";

const icons: readonly (readonly [RegExp, LucideIcon])[] = [
  [/^(choice|when|otherwise)/i, Split],
  [/^(split|resequence)/i, SquareSplitVertical],
  [/^(multicast|recipientList|loadBalance)/i, Share2],
  [/^(loop)/i, Repeat],
  [/^(log)/i, ScrollText],
  [/^(wireTap)/i, Cable],
  [/^(to|toD|send|enrich|pollEnrich|kamelet|rest)/i, Send],
  [/^(route|from)/i, Route],
  [/^(span)/i, Activity],
  [/^(bean|script|method)/i, Box],
  [/^(process|transform)/i, Cpu],
  [/^(filter|idempotent|validate)/i, Funnel],
  [/^(aggregate)/i, Combine],
  [/^(marshal|unmarshal|convert|sort)/i, Braces],
  [/^(set|remove)/i, PenLine],
  [/^(delay)/i, Timer],
  [/^(throttle|circuitBreaker)/i, Gauge],
  [/^(doTry|doCatch|doFinally|onException|onFallback|rollback|saga|onCompletion)/i, ShieldAlert],
  [/^(dynamicRouter|routingSlip)/i, Waypoints],
];

interface StepIconProps {
  readonly step: Pick<Step, "kind" | "status">;
  readonly className?: string;
}

/** The picture of a step: of its kind, by Camel's name for it, or of its status when it is in trouble. */
export function StepIcon({ step: { kind, status }, className }: StepIconProps) {
  const well = status === "completed" || status === "running";
  const icon = well ? (icons.find(([pattern]) => pattern.test(kind))?.[1] ?? Diamond) : statusLooks[status].icon;
  return createElement(icon, {
    "aria-hidden": true,
    className: classNames("shrink-0", well ? "text-faint" : toneText[statusLooks[status].tone], className),
  });
}
