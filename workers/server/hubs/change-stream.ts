import type { deploymentFrame } from "#schema/contract/deployments";
import type { TextEvents } from "#server/hubs/text-events";
import { openTextEvents } from "#server/hubs/text-events";
import type { TailedApp } from "#server/platform/runner-hubs";
import type { z } from "zod";

/** Those who watch the deployments of an app. */
export interface ChangeStreams {
  readonly count: number;
  open(app: TailedApp): Response;
  /** A deployment of the app has moved. */
  changed(app: TailedApp): void;
  ping(): void;
}

/** Whoever reads one of them looks at everything: further ones say nothing new. */
const unreadLimit = 4;
const frame = `data: ${JSON.stringify({ type: "deployments.changed" } satisfies z.infer<typeof deploymentFrame>)}\n\n`;

export function openChangeStreams(): ChangeStreams {
  const streams = new Map<TextEvents, TailedApp>();
  const write = (events: TextEvents, text: string): void => {
    if (events.unread < unreadLimit) events.write(text);
  };
  return {
    get count() {
      return streams.size;
    },
    open: (app) => {
      const events = openTextEvents(() => streams.delete(events));
      streams.set(events, app);
      return events.response;
    },
    changed: ({ environmentId, appId }) => {
      for (const [events, app] of streams) if (app.environmentId === environmentId && app.appId === appId) write(events, frame);
    },
    ping: () => {
      for (const events of streams.keys()) write(events, ": ping\n\n");
    },
  };
}
