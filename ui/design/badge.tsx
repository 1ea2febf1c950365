import type { ReactNode } from "react";
import { classNames } from "#ui/design/class-names.ts";

export type Tone = "good" | "bad" | "warn" | "info" | "halt" | "quiet" | "accent";

const tones: Record<Tone, string> = {
  good: "bg-good-soft text-good",
  bad: "bg-bad-soft text-bad",
  warn: "bg-warn-soft text-warn",
  info: "bg-info-soft text-info",
  halt: "bg-halt-soft text-halt",
  quiet: "bg-quiet-soft text-quiet",
  accent: "bg-accent-soft text-accent",
};

interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Badge({ tone = "quiet", icon, className, children }: BadgeProps) {
  return (
    <span
      className={classNames(
        "inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-2xs font-medium whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0",
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
