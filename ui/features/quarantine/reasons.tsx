import type { Reason } from "#ui/features/quarantine/refused-rows.ts";
import { Panel } from "#ui/design/panel.tsx";
import { formatCount } from "#ui/lib/format/number.ts";

/** Why rows were refused, most frequent first. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const most = Math.max(1, ...reasons.map(({ rows }) => rows));
  return (
    <Panel title="Reasons" className="max-xl:order-first">
      <ul className="flex flex-col gap-3 p-4">
        {reasons.map(({ reason, rows }) => (
          <li key={reason}>
            <div className="flex items-baseline justify-between gap-4">
              <span className="text-pretty">{reason}</span>
              <span className="text-muted tabular">{formatCount(rows)}</span>
            </div>
            <div aria-hidden className="mt-1 h-1 rounded-full bg-hover">
              <div className="h-full rounded-full bg-warn opacity-80" style={{ width: `${(rows / most) * 100}%` }} />
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
