import { formatAgo, formatInstant, formatTime, zoneName } from "#ui/lib/format/instant.ts";
import { useNow } from "#ui/lib/now.ts";
import { usePreferences } from "#ui/lib/preferences.ts";

interface TimeProps {
  /** ISO 8601 */
  readonly at: string;
}

function bothZones(at: string): string {
  const local = zoneName("local", new Date(at));
  const utc = `${formatInstant(at, "utc")} UTC`;
  return local === "UTC" ? utc : `${formatInstant(at, "local")} ${local}\n${utc}`;
}

/** Date and time to the millisecond, in the chosen zone; the tooltip has both zones. */
export function Timestamp({ at, short = false }: TimeProps & { readonly short?: boolean }) {
  const { zone } = usePreferences();
  return (
    <time dateTime={at} data-tooltip={bothZones(at)} className="whitespace-nowrap tabular">
      {short ? formatTime(at, zone) : formatInstant(at, zone)}
    </time>
  );
}

/** `8 s ago`, ticking; the tooltip has the exact time. */
export function RelativeTime({ at }: TimeProps) {
  const nowMs = useNow();
  return (
    <time dateTime={at} data-tooltip={bothZones(at)} className="whitespace-nowrap tabular">
      {formatAgo(at, nowMs)}
    </time>
  );
}
