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

/** The picture of a kind of step, by Camel's name for it. */
export function stepIcon(kind: string): LucideIcon {
  return icons.find(([pattern]) => pattern.test(kind))?.[1] ?? Diamond;
}
