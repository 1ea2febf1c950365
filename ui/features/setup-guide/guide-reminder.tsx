import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ListChecks } from "lucide-react";
import { guideQuery } from "#ui/features/setup-guide/queries/guide.ts";
import { useMay } from "#ui/lib/session.ts";

/** A line in the sidebar, until the set-up is settled. */
export function GuideReminder() {
  const mayUse = useMay("settings:write");
  const { data: guide } = useQuery({ ...guideQuery, enabled: mayUse });
  if (!mayUse || guide === undefined || guide.finished) return null;
  const settled = guide.steps.filter(({ state }) => state !== "open").length;
  return (
    <Link
      to="/guide"
      className="mb-2 flex items-center gap-2.5 rounded-md border border-line px-2 py-1.5 text-xs text-muted hover:bg-hover hover:text-ink"
      activeProps={{ className: "bg-hover text-ink!" }}
    >
      <ListChecks aria-hidden className="size-4 shrink-0 text-accent" />
      <span className="grow font-medium">Finish setting up</span>
      <span className="tabular" aria-label={`${settled} of ${guide.steps.length} settled`}>
        {settled}/{guide.steps.length}
      </span>
    </Link>
  );
}
