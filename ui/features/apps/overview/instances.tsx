import type { Placement } from "#ui/features/apps/queries/apps.ts";
import type { Tone } from "#ui/design/badge.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { formatBytes } from "#ui/lib/format/number.ts";

type Instance = NonNullable<Placement["observed"]>["instances"][number];

const tones: Readonly<Record<Instance["state"], Tone>> = {
  creating: "info",
  running: "good",
  restarting: "warn",
  stopping: "info",
  stopped: "quiet",
  exited: "bad",
  unknown: "warn",
};

/** The containers that the host has for the app. */
export function Instances({ environment, instances }: { readonly environment: string; readonly instances: readonly Instance[] }) {
  if (instances.length === 0) return <p className="text-sm text-muted">No instance on the host.</p>;
  return <Table label={`Instances in ${environment}`} columns={columns} rows={instances} rowKey={(instance) => instance.id} />;
}

const columns: readonly Column<Instance>[] = [
  { id: "name", header: "Instance", cell: (instance) => <span className="block truncate font-mono text-xs">{instance.name}</span> },
  { id: "state", header: "State", width: "w-32", cell: (instance) => <State instance={instance} /> },
  {
    id: "cpu",
    header: "CPU",
    align: "end",
    width: "w-20",
    wideOnly: true,
    cell: ({ cpuPercent }) => (cpuPercent === null ? <NoValue /> : `${Math.round(cpuPercent)} %`),
  },
  {
    id: "memory",
    header: "Memory",
    align: "end",
    width: "w-24",
    wideOnly: true,
    cell: ({ memoryBytes }) => (memoryBytes === null ? <NoValue /> : formatBytes(memoryBytes)),
  },
  { id: "restarts", header: "Restarts", align: "end", width: "w-20", wideOnly: true, cell: ({ restartCount }) => restartCount },
  {
    id: "started",
    header: "Started",
    align: "end",
    width: "w-28",
    wideOnly: true,
    cell: ({ startedAt }) => (startedAt === null ? <NoValue /> : <RelativeTime at={startedAt} />),
  },
];

function State({ instance: { state, health, exitCode, oomKilled } }: { readonly instance: Instance }) {
  if (oomKilled) return <Badge tone="bad">Out of memory</Badge>;
  if (state === "exited") return <Badge tone="bad">{exitCode === null ? "Exited" : `Exited, code ${exitCode}`}</Badge>;
  if (state === "running" && health !== "none") {
    return <Badge tone={health === "healthy" ? "good" : health === "starting" ? "info" : "bad"}>{health}</Badge>;
  }
  return <Badge tone={tones[state]}>{state}</Badge>;
}
