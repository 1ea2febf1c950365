import { useQuery } from "@tanstack/react-query";
import { Stethoscope, Trash2 } from "lucide-react";
import type { Runner, RunnerTask } from "#ui/features/runners/queries/runners.ts";
import { runnerTasksQuery } from "#ui/features/runners/queries/runners.ts";
import { TaskResult } from "#ui/features/runners/task-result.tsx";
import { useTask } from "#ui/features/runners/use-task.ts";
import type { Tone } from "#ui/design/badge.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Spinner } from "#ui/design/spinner.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";

const names = { diagnose: "Diagnosis", prune: "Clean-up", "log-pull": "Log", "thread-dump": "Thread dump" } as const;
const tones: Readonly<Record<RunnerTask["state"], Tone>> = {
  waiting: "quiet",
  running: "info",
  done: "good",
  failed: "bad",
  refused: "warn",
  expired: "quiet",
};

/** What was asked of the host once, and what came of it. */
export function RunnerTasks({ runner, mayAsk }: { readonly runner: Runner; readonly mayAsk: boolean }) {
  const query = useQuery(runnerTasksQuery(runner.id));
  const ask = useTask(runner);
  return (
    <Panel
      title="On the host"
      actions={
        mayAsk && (
          <div className="flex gap-2">
            <Button size="sm" icon={<Stethoscope aria-hidden className="size-3.5" />} onClick={() => ask.mutate({ kind: "diagnose" })}>
              Diagnose
            </Button>
            <Button size="sm" icon={<Trash2 aria-hidden className="size-3.5" />} onClick={() => ask.mutate({ kind: "prune" })}>
              Clean up
            </Button>
          </div>
        )
      }
    >
      <Loaded query={query} skeleton={<SkeletonRows rows={3} columns={3} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={Stethoscope} title="Nothing was asked yet">
              A diagnosis checks Docker, disk, clock and the way to this server. A clean-up removes images and artifacts that no revision
              needs. Of an instance, its threads and the last lines of its log can be asked for.
            </EmptyState>
          ) : (
            <ol className="divide-y divide-line">
              {items.map((task) => (
                <TaskRow key={task.id} task={task} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </Panel>
  );
}

function TaskRow({ task }: { readonly task: RunnerTask }) {
  const told = Object.keys(task.result).length > 0;
  const isShort = typeof task.result["message"] === "string" || task.kind === "prune";
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{names[task.kind]}</span>
        {task.state === "running" && <Spinner />}
        <Badge tone={tones[task.state]}>{task.state}</Badge>
        {typeof task.args["instance"] === "string" && <span className="font-mono text-xs text-muted">{task.args["instance"]}</span>}
        <span className="ml-auto text-xs text-muted">
          {task.createdBy} · <RelativeTime at={task.createdAt} />
        </span>
      </div>
      {told && isShort && (
        <div className="mt-2">
          <TaskResult task={task} />
        </div>
      )}
      {told && !isShort && (
        <details className="mt-2">
          <summary className="cursor-pointer text-xs text-muted">Result</summary>
          <div className="mt-2 flex max-h-[32rem] flex-col gap-3 overflow-auto">
            <TaskResult task={task} />
          </div>
        </details>
      )}
    </li>
  );
}
