import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { EllipsisVertical, FileText, ListTree, PackageOpen } from "lucide-react";
import type { HostInstance } from "#ui/features/runners/queries/host-instances.ts";
import { hostInstancesQuery } from "#ui/features/runners/queries/host-instances.ts";
import type { Runner } from "#ui/features/runners/queries/runners.ts";
import { useTask } from "#ui/features/runners/use-task.ts";
import { Badge } from "#ui/design/badge.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { EnvironmentTag } from "#ui/design/environment-tag.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { Menu, MenuItem } from "#ui/design/menu.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { formatBytes } from "#ui/lib/format/number.ts";

/** Every instance on the host, with what it uses and what can be asked of it. */
export function RunnerInstances({ runner, mayAsk }: { readonly runner: Runner; readonly mayAsk: boolean }) {
  const query = useQuery(hostInstancesQuery(runner.id));
  return (
    <Panel title="Instances">
      <Loaded query={query} skeleton={<SkeletonRows rows={2} columns={5} />}>
        {(instances) =>
          instances.length === 0 ? (
            <EmptyState icon={PackageOpen} title="Nothing runs here">
              Deploy an app and choose this runner; its instances appear here with what they use.
            </EmptyState>
          ) : (
            <Table
              label="Instances of every app"
              columns={mayAsk ? [...columns, asking(runner)] : columns}
              rows={instances}
              rowKey={({ instance }) => instance.id}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

const columns: readonly Column<HostInstance>[] = [
  {
    id: "app",
    header: "App",
    cell: ({ app, appId, environment, instance }) => (
      <span className="flex min-w-0 flex-col py-1">
        <span className="flex min-w-0 items-center gap-2">
          <Link to="/apps/$id" params={{ id: appId }} className="truncate font-medium hover:underline">
            {app}
          </Link>
          <EnvironmentTag name={environment} />
        </span>
        <span className="truncate font-mono text-xs text-muted">{instance.name}</span>
      </span>
    ),
  },
  { id: "state", header: "State", width: "w-28", cell: ({ instance }) => <InstanceState instance={instance} /> },
  {
    id: "cpu",
    header: "CPU",
    align: "end",
    width: "w-20",
    wideOnly: true,
    cell: ({ instance: { cpuPercent } }) => (cpuPercent === null ? <NoValue meaning="Not measured yet" /> : `${Math.round(cpuPercent)} %`),
  },
  {
    id: "memory",
    header: "Memory",
    align: "end",
    width: "w-24",
    wideOnly: true,
    cell: ({ instance: { memoryBytes } }) => (memoryBytes === null ? <NoValue meaning="Not measured yet" /> : formatBytes(memoryBytes)),
  },
];

function InstanceState({ instance: { state, health } }: Pick<HostInstance, "instance">) {
  const good = state === "running" && (health === "healthy" || health === "none");
  return (
    <Badge tone={good ? "good" : state === "running" ? "warn" : "quiet"}>{state === "running" && health !== "none" ? health : state}</Badge>
  );
}

function asking(runner: Runner): Column<HostInstance> {
  return {
    id: "ask",
    header: <span className="sr-only">Actions</span>,
    align: "end",
    width: "w-12",
    cell: (row) => <Asking runner={runner} row={row} />,
  };
}

function Asking({ runner, row: { appId, environmentId, instance } }: { readonly runner: Runner; readonly row: HostInstance }) {
  const ask = useTask(runner);
  const args = { appId, environmentId, instance: instance.name };
  const label = `Ask ${instance.name}`;
  return (
    <Menu
      label={label}
      placement="bottom-end"
      trigger={(trigger) => <IconButton {...trigger} size="sm" label={label} icon={<EllipsisVertical aria-hidden />} />}
    >
      {(close) => (
        <>
          <MenuItem icon={<ListTree aria-hidden />} onSelect={() => (close(), ask.mutate({ kind: "thread-dump", args }))}>
            Thread dump
          </MenuItem>
          <MenuItem icon={<FileText aria-hidden />} onSelect={() => (close(), ask.mutate({ kind: "log-pull", args }))}>
            Last lines of its log
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
