import { Star } from "lucide-react";
import { classNames } from "#ui/design/class-names.ts";
import type { Shown } from "./saved-view.ts";
import { isShowing } from "./saved-view.ts";
import { useStoredViews } from "./stored-views.ts";

interface StarredViewsProps {
  readonly present: Shown;
  readonly onOpen: (view: Shown) => void;
}

/** The views with a star, one click away. */
export function StarredViews({ present, onOpen }: StarredViewsProps) {
  const starred = useStoredViews().filter((view) => view.starred);
  if (starred.length === 0) return null;
  return (
    <ul aria-label="Starred views" className="flex flex-wrap items-center gap-1.5">
      {starred.map((view) => (
        <li key={view.name}>
          <button
            type="button"
            aria-current={isShowing(view, present)}
            onClick={() => onOpen(view)}
            className={classNames(
              "inline-flex h-6 max-w-64 items-center gap-1.5 rounded-full border px-2.5 text-xs",
              isShowing(view, present) ? "border-accent bg-accent-soft text-accent" : "border-control bg-surface hover:bg-hover",
            )}
          >
            <Star aria-hidden className="size-3 shrink-0 fill-current" />
            <span className="truncate">{view.name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
