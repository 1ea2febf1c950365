import type { LucideIcon } from "lucide-react";
import { Crosshair, Network, Workflow } from "lucide-react";
import type { LicensedFeature } from "#schema/license/license";

interface Lesson {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly what: string;
  readonly points: readonly string[];
}

/** What each licensed feature is good for. */
export const lessons: Readonly<Record<LicensedFeature, Lesson>> = {
  correlation: {
    icon: Network,
    title: "Everything that belongs to this exchange",
    what: "One business process rarely stays within one app. This puts the exchanges of all apps that belong together on one timeline.",
    points: [
      "Same trace, parents and children, across apps and instances",
      "The same order number or correlation id, where no trace connects them",
      "Where the time went between one app and the next",
    ],
  },
  lineage: {
    icon: Workflow,
    title: "What each step did to the message",
    what: "Follow a message through its route: which step set a header, which one removed it, where the body changed.",
    points: [
      "Headers, properties and variables that were added, changed and removed",
      "Bodies compared line by line, JSON and XML laid out first",
      "The step that did it, one click away",
    ],
  },
  debugger: {
    icon: Crosshair,
    title: "Tap a running route",
    what: "See whole messages of a running route without a restart and without a change of its configuration.",
    points: [
      "Bodies and headers of one route, or of one processor in it",
      "Limited in rate and number, and ended by itself after a few minutes",
      "Signed and audited; secrets are masked in the application",
    ],
  },
};
