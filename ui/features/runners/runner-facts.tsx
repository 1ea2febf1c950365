import type { Runner } from "#ui/features/runners/queries/runners.ts";
import { runnerStates } from "#ui/features/runners/runner-state-badge.tsx";
import { executorOf } from "#ui/features/runners/runners-page.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Fact, Facts } from "#ui/design/facts.tsx";
import { Meter } from "#ui/design/meter.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { formatBytes } from "#ui/lib/format/number.ts";

const links = { websocket: "WebSocket", poll: "Polling", none: "None" } as const;
const noticeableSkewMs = 5_000;

export function RunnerFacts({ runner }: { readonly runner: Runner }) {
  const { host, executor, health } = runner;
  const cpu = health?.cpuPercent ?? null;
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
            <Fact name="Load">{health === null ? <NoValue /> : health.load1.toFixed(2)}</Fact>
          </Facts>
          <div className="mt-4 flex flex-col gap-3">
            <Use
              name="CPU"
              text={cpu === null ? `${host.cpus} CPUs` : `${cpu} % of ${host.cpus} CPUs`}
              share={cpu === null ? null : cpu / 100}
            />
            <Use
              name="Memory"
              text={
                health === null
                  ? formatBytes(host.memoryBytes)
                  : `${formatBytes(health.memoryFreeBytes)} free of ${formatBytes(host.memoryBytes)}`
              }
              share={health === null ? null : 1 - health.memoryFreeBytes / host.memoryBytes}
            />
            <Use name="Disk" text={health === null ? "" : diskText(health)} share={health === null ? null : diskShare(health)} />
          </div>
        </div>
      </Panel>
    </div>
  );
}

type Health = NonNullable<Runner["health"]>;

function diskText({ diskFreeBytes, diskBytes }: Health): string {
  return `${formatBytes(diskFreeBytes)} free${diskBytes === null ? "" : ` of ${formatBytes(diskBytes)}`}`;
}

function diskShare({ diskFreeBytes, diskBytes }: Health): number | null {
  return diskBytes === null || diskBytes === 0 ? null : 1 - diskFreeBytes / diskBytes;
}

interface UseProps {
  readonly name: string;
  readonly text: string;
  /** 0…1; null when it is not known. */
  readonly share: number | null;
}

function Use({ name, text, share }: UseProps) {
  return (
    <div className="flex flex-col gap-1 text-sm">
      <div className="flex justify-between gap-3">
        <span className="text-muted">{name}</span>
        <span>{text === "" ? <NoValue /> : text}</span>
      </div>
      {share !== null && <Meter label={`${name} in use`} share={share} />}
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
