import type { ReactNode } from "react";
import { taskResults } from "#schema/protocol/runner/v1/task";
import type { RunnerTask } from "#ui/features/runners/queries/runners.ts";
import type { Tone } from "#ui/design/badge.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { Snippet } from "#ui/design/snippet.tsx";
import { formatCount } from "#ui/lib/format/number.ts";

/** What came of a task. What a runner of another version brings is shown as it is. */
export function TaskResult({ task: { kind, state, result } }: { readonly task: RunnerTask }) {
  if (typeof result["message"] === "string") return <p className="text-sm">{result["message"]}</p>;
  if (state !== "done") return null;
  return known(kind, result) ?? <Snippet text={JSON.stringify(result, undefined, 2)} label="Result" />;
}

function known(kind: RunnerTask["kind"], result: RunnerTask["result"]): ReactNode {
  switch (kind) {
    case "diagnose":
      return <Checks result={result} />;
    case "prune":
      return <Pruned result={result} />;
    case "log-pull":
      return <PulledLogs result={result} />;
    case "thread-dump":
      return <Threads result={result} />;
  }
}

interface ResultProps {
  readonly result: RunnerTask["result"];
}

const marks: Readonly<Record<"ok" | "warn" | "fail", { readonly word: string; readonly tone: Tone }>> = {
  ok: { word: "Good", tone: "good" },
  warn: { word: "Mind", tone: "warn" },
  fail: { word: "Bad", tone: "bad" },
};

function Checks({ result }: ResultProps) {
  const { data } = taskResults.diagnose.safeParse(result);
  if (data === undefined) return null;
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {data.checks.map(({ check, mark, message, remedy }) => (
        <li key={`${check} ${message}`} className="flex items-start gap-3 px-3 py-2 text-sm">
          <Badge tone={marks[mark].tone}>{marks[mark].word}</Badge>
          <span className="w-28 shrink-0 text-muted max-sm:hidden">{check}</span>
          <span className="min-w-0 break-words">
            {message}
            {remedy !== "" && <span className="block text-muted">{remedy}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Pruned({ result }: ResultProps) {
  const { data } = taskResults.prune.safeParse(result);
  if (data === undefined) return null;
  const { artifacts } = data;
  return (
    <p className="text-sm">
      {artifacts === 0
        ? "Nothing was left over."
        : `${formatCount(artifacts)} ${artifacts === 1 ? "artifact" : "artifacts"} removed, and the images made of them.`}
    </p>
  );
}

function PulledLogs({ result }: ResultProps) {
  const { data } = taskResults["log-pull"].safeParse(result);
  return data?.instances.map(({ instance, state, exitCode, text, cut }) => (
    <Snippet
      key={instance}
      label={`Log of ${instance}`}
      title={`${instance}: ${exitCode === null ? state : `${state}, exit code ${exitCode}`}${cut ? " (the beginning is left out)" : ""}`}
      text={text === "" ? "No line yet." : text}
    />
  ));
}

function Threads({ result }: ResultProps) {
  const { data } = taskResults["thread-dump"].safeParse(result);
  if (data === undefined) return null;
  const { instance, text, cut } = data;
  return <Snippet label={`Threads of ${instance}`} title={`${instance}${cut ? " (the end is left out)" : ""}`} text={text} />;
}
