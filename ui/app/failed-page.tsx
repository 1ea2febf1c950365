import type { ErrorComponentProps } from "@tanstack/react-router";
import { Problem } from "#schema/problems";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { ProblemPanel } from "#ui/design/problem-panel.tsx";
import { TriangleAlert } from "lucide-react";

/** The last resort: a page that threw while it was drawn, or whose code could not be loaded. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  if (error instanceof Problem) return <ProblemPanel heading="h1" error={error} onRetry={reset} />;
  return (
    <div role="alert">
      <EmptyState
        icon={TriangleAlert}
        title="This page broke"
        heading="h1"
        actions={
          <>
            <Button variant="primary" onClick={() => location.reload()}>
              Reload
            </Button>
            <Button onClick={reset}>Try again</Button>
          </>
        }
      >
        <p>The rest of the product works. If it happens again, report this line:</p>
        <p className="mt-2 font-mono text-xs break-all">{error instanceof Error ? error.message : String(error)}</p>
      </EmptyState>
    </div>
  );
}
