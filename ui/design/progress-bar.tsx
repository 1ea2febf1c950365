import { Bar, type BarProps, percentOf } from "#ui/design/bar.tsx";

/** How much of something is done. */
export function ProgressBar({ label, share, className }: BarProps) {
  return <Bar kind="progressbar" label={label} percent={percentOf(share)} color="bg-accent" className={className} />;
}
