import { CircleCheck } from "lucide-react";
import { Badge } from "#ui/design/badge.tsx";
import { CopyButton } from "#ui/design/copy-button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { formatDuration } from "#ui/lib/format/duration.ts";
import type { ExchangeDetail } from "../queries/exchange-detail.ts";
import { StackView } from "./stack-view.tsx";
import type { Step } from "./step-tree.ts";

interface ErrorsTabProps {
  readonly exchange: ExchangeDetail;
  readonly onShowStep: (key: string) => void;
}

/** The error that ended the exchange, then every attempt and iteration that failed on the way. */
export function ErrorsTab({ exchange, onShowStep }: ErrorsTabProps) {
  const { error, steps, redeliveries } = exchange;
  const failed = steps.filter((step) => step.error !== null);
  if (error === null && failed.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title="No errors">
        Nothing in this exchange threw an exception.
      </EmptyState>
    );
  }
  return (
    <div className="mx-auto max-w-6xl space-y-4 p-4 sm:p-5">
      {error !== null && (
        <Panel className="border-bad/40">
          <header className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-4 py-3">
            <div className="min-w-0 grow basis-80">
              <h2 className="font-mono text-sm font-semibold break-words text-bad">{error.errorClass}</h2>
              <p className="mt-1 text-sm break-words whitespace-pre-wrap">{error.message}</p>
            </div>
            <div className="flex flex-wrap items-center gap-1.5">
              <Badge tone={error.handled ? "warn" : "bad"}>{error.handled ? "Handled by the route" : "Not handled"}</Badge>
              {error.node !== "" && <Badge>at {error.node}</Badge>}
              {redeliveries > 0 && (
                <Badge tone="warn">
                  {redeliveries} {redeliveries === 1 ? "redelivery" : "redeliveries"}
                </Badge>
              )}
              <CopyButton text={error.stack === "" ? `${error.errorClass}: ${error.message}` : error.stack} label="Copy the error" />
            </div>
          </header>
          {error.stack === "" ? (
            <p className="px-4 py-3 text-sm text-muted">The stack trace was not sent; agents send each distinct one once an hour.</p>
          ) : (
            <StackView stack={error.stack} />
          )}
        </Panel>
      )}
      {failed.length > 0 && (
        <Panel title={failed.length === 1 ? "Where it was thrown" : `${failed.length} steps failed`}>
          <ul className="divide-y divide-line">
            {failed.map((step) => (
              <FailedStep key={step.index} step={step} onShow={() => onShowStep(`s${step.index}`)} />
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

function FailedStep({ step, onShow }: { readonly step: Step; readonly onShow: () => void }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-2 text-sm">
      <button type="button" onClick={onShow} className="min-h-6 text-left font-medium text-accent hover:underline">
        {step.label || step.node || step.kind}
      </button>
      <span className="flex flex-wrap gap-1.5">
        {step.attempt > 0 && <Badge tone="warn">retry {step.attempt}</Badge>}
        {step.iteration >= 0 && <Badge>iteration {step.iteration}</Badge>}
      </span>
      <span className="min-w-0 grow basis-64 truncate text-muted">
        {step.error?.errorClass.split(".").at(-1)}: {step.error?.message.slice(0, 200)}
      </span>
      <span className="text-xs text-muted tabular">
        +{formatDuration(step.offsetMicros)}, {formatDuration(step.durationMicros)}
      </span>
    </li>
  );
}
