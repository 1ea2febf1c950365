import { CloudOff, Lock, RotateCw, SearchX, TriangleAlert } from "lucide-react";
import { Problem, problems } from "#schema/problems";
import { Button } from "#ui/design/button.tsx";
import { CopyButton } from "#ui/design/copy-button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";

interface ProblemPanelProps {
  readonly error: Error;
  readonly onRetry?: () => void;
  readonly busy?: boolean;
  /** `h1` where it stands for the whole page. */
  readonly heading?: "h1" | "h2";
}

const icons: Readonly<Record<string, typeof Lock>> = { forbidden: Lock, "not-found": SearchX, "store-unavailable": CloudOff };

/** What went wrong in place of the content, what to do about it, and the request id to quote. */
export function ProblemPanel({ error, onRetry, busy = false, heading = "h2" }: ProblemPanelProps) {
  const problem = error instanceof Problem ? error : new Problem("unexpected", { cause: error });
  const { title } = problems[problem.code];
  const requestId = problem.facts.requestId;
  const hopeless = problem.code === "forbidden" || problem.code === "not-found";
  return (
    <div role="alert">
      <EmptyState
        icon={icons[problem.code] ?? TriangleAlert}
        title={title}
        heading={heading}
        actions={
          onRetry !== undefined &&
          !hopeless && (
            <Button busy={busy} icon={<RotateCw aria-hidden className="size-3.5" />} onClick={onRetry}>
              Try again
            </Button>
          )
        }
      >
        {problem.code === "forbidden" && <p>Ask an administrator for a role that allows it.</p>}
        {problem.message !== title && <p>{problem.message}</p>}
        {requestId !== undefined && (
          <p className="mt-2 inline-flex items-center gap-1 text-xs">
            Request <code className="text-2xs">{requestId}</code>
            <CopyButton text={requestId} label="Copy request id" />
          </p>
        )}
      </EmptyState>
    </div>
  );
}
