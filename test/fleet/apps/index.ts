import type { App, Route } from "../route-model.ts";
import { billing } from "./billing.ts";
import { gateway } from "./gateway.ts";
import { inventory } from "./inventory.ts";
import { notifications } from "./notifications.ts";
import { orders } from "./orders.ts";
import { shipping } from "./shipping.ts";

/** The webshop that the demo fleet runs. */
export const apps: readonly [App, ...App[]] = [gateway, orders, inventory, billing, shipping, notifications];

export function routeOf(appName: string, routeId: string): { readonly app: App; readonly route: Route } {
  const app = apps.find((candidate) => candidate.name === appName);
  const route = app?.routes.find((candidate) => candidate.id === routeId);
  if (app === undefined || route === undefined) throw new Error(`The demo has no route ${routeId} in ${appName}`);
  return { app, route };
}
