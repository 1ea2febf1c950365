import type { LucideIcon } from "lucide-react";
import {
  ArrowRightFromLine,
  Braces,
  Clock,
  Cog,
  Combine,
  Filter,
  GitFork,
  LogIn,
  OctagonMinus,
  PencilLine,
  Repeat,
  Route,
  ScrollText,
  ShieldAlert,
  ShieldCheck,
  Split,
  Square,
  Zap,
} from "lucide-react";

const icons: readonly (readonly [RegExp, LucideIcon])[] = [
  [/^from$/, LogIn],
  [/^(to|tod|enrich|pollenrich|wiretap|recipientlist|routingslip|dynamicrouter|deadletterchannel)$/, ArrowRightFromLine],
  [/^(choice|multicast|loadbalance)$/, GitFork],
  [/^(when|otherwise)$/, Route],
  [/^split$/, Split],
  [/^aggregate$/, Combine],
  [/^loop$/, Repeat],
  [/^(filter|idempotentconsumer|validate)$/, Filter],
  [/^(dotry|try|circuitbreaker|saga)$/, ShieldCheck],
  [/^(docatch|catch|dofinally|finally|onexception|onfallback)$/, ShieldAlert],
  [/^(marshal|unmarshal|convertbodyto)$/, Braces],
  [/^(set|remove|transform)/, PencilLine],
  [/^(bean|process|script)$/, Cog],
  [/^log$/, ScrollText],
  [/^(delay|throttle)$/, Clock],
  [/^(stop|rollback|throwexception)$/, OctagonMinus],
  [/^(threads|pipeline|step)$/, Zap],
];

/** An icon for an EIP; those without one of their own share a plain square. */
export function kindIcon(kind: string): LucideIcon {
  const name = kind.toLowerCase();
  return icons.find(([pattern]) => pattern.test(name))?.[1] ?? Square;
}
