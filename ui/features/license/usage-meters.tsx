import type { LimitName } from "#schema/license/license";
import { limitWords } from "#ui/features/license/license-words.ts";
import type { License } from "#ui/features/license/queries/license.ts";
import { Badge } from "#ui/design/badge.tsx";
import { Meter } from "#ui/design/meter.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { formatCount } from "#ui/lib/format/number.ts";

const counted = ["users", "agents", "apps", "environments"] as const satisfies readonly LimitName[];
const [closeAt, fullAt] = [0.8, 0.95];

/** How much of each limit is used; telemetry is kept, not counted. */
export function UsageMeters({ license: { limits } }: { readonly license: License }) {
  const { limit, used } = limits.retentionDays;
  const kept = limit === null || limit >= used ? `${used} days` : `${used} days, of which the license covers ${limit}`;
  return (
    <Panel title="Used and allowed">
      <ul className="flex flex-col gap-4 p-4">
        {counted.map((name) => (
          <UsageMeter key={name} name={name} use={limits[name]} />
        ))}
      </ul>
      <p className="border-t border-line px-4 py-2.5 text-xs text-muted">
        Agents count while they were heard of within the last hour, users while they are enabled. Telemetry is kept for {kept}.
      </p>
    </Panel>
  );
}

interface UsageMeterProps {
  readonly name: (typeof counted)[number];
  readonly use: License["limits"][LimitName];
}

function UsageMeter({ name, use: { limit, used } }: UsageMeterProps) {
  const share = limit === null ? 0 : limit === 0 ? 1 : used / limit;
  return (
    <li className="flex flex-col gap-1.5">
      <span className="flex items-center justify-between gap-3 text-sm">
        <span className="flex items-center gap-2">
          {limitWords[name]}
          <Warning limit={limit} used={used} share={share} />
        </span>
        <span className="tabular text-muted">
          <span className="font-medium text-ink">{formatCount(used)}</span> of {limit === null ? "any number" : formatCount(limit)}
        </span>
      </span>
      {limit !== null && <Meter label={`${limitWords[name]} used`} share={share} warnAt={closeAt} />}
    </li>
  );
}

function Warning({ limit, used, share }: { readonly limit: number | null; readonly used: number; readonly share: number }) {
  if (limit === null || share < closeAt) return null;
  if (used > limit) return <Badge tone="bad">{formatCount(used - limit)} above; no more can be added</Badge>;
  if (used === limit) return <Badge tone="bad">None left</Badge>;
  return <Badge tone={share >= fullAt ? "bad" : "warn"}>{formatCount(limit - used)} left</Badge>;
}
