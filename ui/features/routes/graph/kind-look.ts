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
  [/^(to|tod|direct|enrich|pollenrich|wiretap|recipientlist|routingslip|dynamicrouter|deadletterchannel)$/, ArrowRightFromLine],
  [/^(choice|multicast|loadbalance)$/, GitFork],
  [/^(when|otherwise|branch)$/, Route],
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

/** How an EIP looks; those without an icon of their own share a plain square. */
export function kindLook(kind: string): { readonly icon: LucideIcon } {
  const name = kind.toLowerCase();
  return { icon: icons.find(([pattern]) => pattern.test(name))?.[1] ?? Square };
}
