import { Bar, type BarProps, percentOf } from "#ui/design/bar.tsx";

interface MeterProps extends BarProps {
  /** From which share on it turns to the warning color. */
  readonly warnAt?: number;
}

/** How full something is; turns to the warning color, usually from 85 %, and to the bad one from 95 %. */
export function Meter({ label, share, warnAt = 0.85, className }: MeterProps) {
  const percent = percentOf(share);
  const color = percent >= 95 ? "bg-bad" : percent >= warnAt * 100 ? "bg-warn" : "bg-accent";
  return <Bar kind="meter" label={label} percent={percent} color={color} className={className} />;
}
