import type { Runner } from "#ui/features/runners/queries/runners.ts";
import { runnerStates } from "#ui/features/runners/runner-state-badge.tsx";
import { executorOf } from "#ui/features/runners/runners-page.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Fact, Facts } from "#ui/design/facts.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { formatBytes } from "#ui/lib/format/number.ts";

const links = { websocket: "WebSocket", poll: "Polling", none: "None" } as const;
const noticeableSkewMs = 5_000;

export function RunnerFacts({ runner }: { readonly runner: Runner }) {
  const { host, executor, health } = runner;
  return (
    <div className="flex flex-col gap-4">
      <Warnings runner={runner} />
      <Panel title="Runner">
        <div className="p-4">
          <Facts>
            <Fact name="State">{runnerStates[runner.state].meaning}</Fact>
            <Fact name="Last seen">
              {runner.lastSeenAt === null ? <NoValue meaning="Never" /> : <RelativeTime at={runner.lastSeenAt} />}
            </Fact>
            <Fact name="Link">{links[runner.link]}</Fact>
            <Fact name="Apps">{runner.apps}</Fact>
            <Fact name="Version">{runner.version}</Fact>
            <Fact name="Keys made">
              <RelativeTime at={runner.keysRotatedAt} />
            </Fact>
            <Fact name="Added">
              <RelativeTime at={runner.enrolledAt} /> by {runner.enrolledBy}
            </Fact>
          </Facts>
        </div>
      </Panel>
      <Panel title="Host">
        <div className="p-4">
          <Facts>
            <Fact name="System">
              {host.os} · {host.arch}
            </Fact>
            <Fact name="Kernel">{host.kernel || <NoValue />}</Fact>
            <Fact name="Runs on">
              {executorOf(runner)}
              {executor.rootless && " (rootless)"}
            </Fact>
            <Fact name="CPUs">{host.cpus}</Fact>
            <Fact name="Load">{health === null ? <NoValue /> : health.load1.toFixed(2)}</Fact>
            <Fact name="Memory">
              {health === null
                ? formatBytes(host.memoryBytes)
                : `${formatBytes(health.memoryFreeBytes)} free of ${formatBytes(host.memoryBytes)}`}
            </Fact>
            <Fact name="Disk">{health === null ? <NoValue /> : `${formatBytes(health.diskFreeBytes)} free`}</Fact>
          </Facts>
        </div>
      </Panel>
    </div>
  );
}

function Warnings({ runner: { capable, conditions, health } }: { readonly runner: Runner }) {
  const skewMs = Math.abs(health?.clockSkewMs ?? 0);
  return (
    <>
      {!capable && <Callout tone="warn">It found neither Docker nor Kubernetes on its host, so no app can run there.</Callout>}
      {health?.executorOk === false && (
        <Callout tone="bad">Its Docker or Kubernetes does not answer. Apps go on; nothing can be changed.</Callout>
      )}
      {skewMs > noticeableSkewMs && (
        <Callout tone="warn">The host's clock is {Math.round(skewMs / 1_000)} s off. Set up time synchronization there.</Callout>
      )}
      {conditions
        .filter(({ status, message }) => status === "true" && message !== "")
        .map(({ type, message }) => (
          <Callout key={type} tone="warn">
            {message}
          </Callout>
        ))}
    </>
  );
}
