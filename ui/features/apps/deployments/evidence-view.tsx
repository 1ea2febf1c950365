import type { DeploymentDetail } from "#ui/features/apps/queries/deployments.ts";
import { Badge } from "#ui/design/badge.tsx";
import { Snippet } from "#ui/design/snippet.tsx";
import { formatDuration } from "#ui/lib/format/duration.ts";

type Evidence = NonNullable<DeploymentDetail["events"][number]["evidence"]>;

/** Why an app did not start: how it ended, what the probes got, and its last words. */
export function EvidenceView({ evidence }: { readonly evidence: Evidence }) {
  const { exitCode, oomKilled, probes, logTail } = evidence;
  return (
    <div className="mt-2 ml-6 flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        {oomKilled && <Badge tone="bad">Killed: out of memory</Badge>}
        {exitCode !== null && <Badge tone={exitCode === 0 ? "quiet" : "bad"}>Exit code {exitCode}</Badge>}
      </div>
      {probes.length > 0 && (
        <table className="w-full text-xs">
          <caption className="pb-1 text-left font-medium">Last health checks</caption>
          <tbody>
            {probes.map(({ at, status, tookMs, body }) => (
              <tr key={at} className="align-top">
                <td className="w-24 py-0.5 pr-3">{status === null ? "no answer" : `HTTP ${status}`}</td>
                <td className="w-20 py-0.5 pr-3 text-muted tabular">{formatDuration(tookMs * 1_000)}</td>
                <td className="py-0.5 font-mono break-all text-muted">{body}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {logTail.length > 0 && <Snippet title="Last lines of its log" label="Copy the last lines" text={logTail.join("\n")} />}
    </div>
  );
}
