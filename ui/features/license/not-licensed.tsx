import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import type { LicensedFeature } from "#schema/license/license";
import { lessons } from "#ui/features/license/teaching.ts";
import { buttonClass } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { useMay } from "#ui/lib/session.ts";

interface NotLicensedProps {
  readonly feature: LicensedFeature;
  /** What the server said, when it was asked. */
  readonly reason?: string;
}

/** In place of a feature that the license does not include: what it would show, and the way to it. */
export function NotLicensed({ feature, reason }: NotLicensedProps) {
  const { icon, title, what, points } = lessons[feature];
  const mayApply = useMay("license:write");
  return (
    <EmptyState
      icon={icon}
      title={title}
      actions={
        mayApply && (
          <Link to="/admin/license" className={buttonClass({ variant: "primary" })}>
            Go to the license
          </Link>
        )
      }
    >
      <p>{what}</p>
      <ul className="mt-4 flex flex-col gap-1.5 text-left">
        {points.map((point) => (
          <li key={point} className="flex items-start gap-2">
            <Check aria-hidden className="mt-1 size-3.5 shrink-0 text-good" />
            {point}
          </li>
        ))}
      </ul>
      <p className="mt-4 text-xs">
        {reason ?? "The license does not include this feature."} {!mayApply && "An administrator can apply one that does."}
      </p>
    </EmptyState>
  );
}
