import { CircleCheck, Info, OctagonX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "#ui/design/class-names.ts";

const looks = {
  bad: { icon: OctagonX, colors: "border-bad/25 bg-bad-soft [&>svg]:text-bad" },
  warn: { icon: TriangleAlert, colors: "border-warn/25 bg-warn-soft [&>svg]:text-warn" },
  good: { icon: CircleCheck, colors: "border-good/25 bg-good-soft [&>svg]:text-good" },
  info: { icon: Info, colors: "border-info/25 bg-info-soft [&>svg]:text-info" },
} as const;

interface CalloutProps {
  readonly tone: keyof typeof looks;
  /** Read out at once; for what has just gone wrong. */
  readonly urgent?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Callout({ tone, urgent = false, className, children }: CalloutProps) {
  const { icon: Icon, colors } = looks[tone];
  return (
    <div
      role={urgent ? "alert" : undefined}
      className={classNames(
        "flex items-start gap-2.5 rounded-md border px-3 py-2 text-sm text-ink [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0",
        colors,
        className,
      )}
    >
      <Icon aria-hidden />
      <div className="min-w-0 grow">{children}</div>
    </div>
  );
}
