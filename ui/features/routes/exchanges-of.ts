import type { ExchangeStatus } from "#schema/contract/fields";
import { printValue } from "#schema/contract/query/print";

interface RouteName {
  readonly app: string;
  readonly route: string;
}

/** The search for a route's exchanges, optionally of one status. */
export function exchangesOf({ app, route }: RouteName, status?: ExchangeStatus): string {
  const value = (text: string) => printValue({ text, quoted: true });
  return `app:${value(app)} route:${value(route)}${status === undefined ? "" : ` status:${status}`}`;
}
