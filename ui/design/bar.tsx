import { classNames } from "#ui/design/class-names.ts";

export interface BarProps {
  readonly label: string;
  /** 0…1 */
  readonly share: number;
  readonly className?: string | undefined;
}

interface BarLook {
  readonly kind: "progressbar" | "meter";
  /** 0…100 */
  readonly percent: number;
  readonly color: string;
}

/** A share of a whole as a bar; what the share is of, its role says. */
export function Bar({ kind, percent, color, label, className }: Omit<BarProps, "share"> & BarLook) {
  return (
    <span
      role={kind}
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className={classNames("block h-1.5 overflow-hidden rounded-full bg-hover", className)}
    >
      <span className={classNames("block h-full rounded-full", color)} style={{ width: `${percent}%` }} />
    </span>
  );
}

/** A share as a whole number of percent, 0…100. */
export function percentOf(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 100);
}
