import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Stethoscope, Trash2 } from "lucide-react";
import { createRunnerTask } from "#schema/contract/runners";
import type { Runner, RunnerTask } from "#ui/features/runners/queries/runners.ts";
import { runnerTasksQuery } from "#ui/features/runners/queries/runners.ts";
import type { Tone } from "#ui/design/badge.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Snippet } from "#ui/design/snippet.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { request } from "#ui/lib/api.ts";
import { useMay } from "#ui/lib/session.ts";

const names = { diagnose: "Diagnosis", prune: "Clean-up", "thread-dump": "Thread dump" } as const;
const tones: Readonly<Record<RunnerTask["state"], Tone>> = {
  waiting: "quiet",
  running: "info",
  done: "good",
  failed: "bad",
  refused: "warn",
  expired: "quiet",
};

/** What was asked of the host once, and what came of it. */
export function RunnerTasks({ runner }: { readonly runner: Runner }) {
  const query = useQuery(runnerTasksQuery(runner.id));
  const client = useQueryClient();
  const mayWrite = useMay("runners:write") && runner.state !== "revoked";
  const ask = useMutation({
    mutationFn: (kind: RunnerTask["kind"]) => request(createRunnerTask, { params: { id: runner.id }, body: { kind } }),
    onSettled: () => client.invalidateQueries({ queryKey: runnerTasksQuery(runner.id).queryKey }),
  });
  return (
    <Panel
      title="On the host"
      actions={
        mayWrite && (
          <div className="flex gap-2">
            <Button size="sm" icon={<Stethoscope aria-hidden className="size-3.5" />} onClick={() => ask.mutate("diagnose")}>
              Diagnose
            </Button>
            <Button size="sm" icon={<Trash2 aria-hidden className="size-3.5" />} onClick={() => ask.mutate("prune")}>
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
              needs.
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
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{names[task.kind]}</span>
        <Badge tone={tones[task.state]}>{task.state}</Badge>
        <span className="ml-auto text-xs text-muted">
          {task.createdBy} · <RelativeTime at={task.createdAt} />
        </span>
      </div>
      {told && (
        <details className="mt-2">
          <summary className="cursor-pointer text-xs text-muted">Result</summary>
          <div className="mt-2">
            <Snippet text={JSON.stringify(task.result, undefined, 2)} label={`Result of ${names[task.kind]}`} />
          </div>
        </details>
      )}
    </li>
  );
}
