import { classNames } from "#ui/design/class-names.ts";

interface ProgressBarProps {
  readonly label: string;
  /** 0…1 */
  readonly share: number;
  readonly className?: string;
}

/** How much of something is done. */
export function ProgressBar({ label, share, className }: ProgressBarProps) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className={classNames("block h-1.5 overflow-hidden rounded-full bg-hover", className)}
    >
      <span className="block h-full rounded-full bg-accent" style={{ width: `${percent}%` }} />
    </span>
  );
}
