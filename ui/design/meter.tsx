import { classNames } from "#ui/design/class-names.ts";

interface MeterProps {
  readonly label: string;
  /** 0…1 */
  readonly share: number;
  /** From which share on it turns to the warning color. */
  readonly warnAt?: number;
  readonly className?: string;
}

/** How full something is; turns to the warning color, usually from 85 %, and to the bad one from 95 %. */
export function Meter({ label, share, warnAt = 0.85, className }: MeterProps) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  const color = percent >= 95 ? "bg-bad" : percent >= warnAt * 100 ? "bg-warn" : "bg-accent";
  return (
    <span
      role="meter"
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
