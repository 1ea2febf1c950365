import { statusLooks } from "#ui/design/exchange-status.ts";
import { cellClass, headClass, rowClass, tableClass } from "#ui/design/table-columns.ts";
import { formatInstant } from "#ui/lib/format/instant.ts";
import { formatCount } from "#ui/lib/format/number.ts";
import { usePreferences } from "#ui/lib/preferences.ts";
import type { Histogram } from "./histogram-bars.ts";
import { occurring } from "./histogram-bars.ts";

interface HistogramTableProps {
  readonly histogram: Histogram;
  readonly onZoom: (bucket: number) => void;
}

/** The chart's figures; a time zooms into its bucket. */
export function HistogramTable({ histogram, onZoom }: HistogramTableProps) {
  const { zone } = usePreferences();
  const statuses = occurring(histogram).map(({ status }) => status);
  return (
    // A scrollable region must be reachable by keyboard.
    <div tabIndex={0} role="region" aria-label="Exchanges over time, as a table" className="max-h-56 overflow-auto">
      <table className={tableClass}>
        <thead>
          <tr>
            <th scope="col" className={`${headClass} text-left`}>
              From
            </th>
            {statuses.map((status) => (
              <th key={status} scope="col" className={`${headClass} text-right`}>
                {statusLooks[status].word}
              </th>
            ))}
            <th scope="col" className={`${headClass} text-right`}>
              All
            </th>
          </tr>
        </thead>
        <tbody>
          {histogram.buckets.map(({ at, total, byStatus }, index) => (
            <tr key={at} className={rowClass}>
              <td className={`${cellClass} h-7`}>
                <button type="button" onClick={() => onZoom(index)} className="min-h-6 tabular hover:text-accent hover:underline">
                  {formatInstant(at, zone).slice(0, -4)}
                </button>
              </td>
              {statuses.map((status) => (
                <td key={status} className={`${cellClass} text-right tabular`}>
                  {formatCount(byStatus[status] ?? 0)}
                </td>
              ))}
              <td className={`${cellClass} text-right tabular`}>{formatCount(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
