import { Badge } from "#ui/design/badge.tsx";
import { StatusBadge } from "#ui/design/status-badge.tsx";
import { formatDuration } from "#ui/lib/format/duration.ts";
import { formatShare } from "#ui/lib/format/number.ts";
import { changeFlags } from "./change-flags.ts";
import { Fact, Facts } from "./facts.tsx";
import { StackView } from "./stack-view.tsx";
import { StepIcon } from "./step-icon.tsx";
import type { Step } from "./step-tree.ts";

interface StepPanelProps {
  readonly step: Step;
  readonly totalMicros: number;
  /** Opens the message snapshots of this step, when there are any. */
  readonly onShowMessage: (() => void) | undefined;
}

/** Everything known about the selected step. */
export function StepPanel({ step, totalMicros, onShowMessage }: StepPanelProps) {
  const flags = changeFlags.filter(({ name }) => step.changed.includes(name));
  return (
    <section aria-label="Selected step" className="flex flex-col">
      <header className="flex items-start gap-2.5 border-b border-line px-4 py-3">
        <StepIcon step={step} className="mt-0.5 size-4" />
        <div className="min-w-0 grow">
          <h2 className="text-sm font-semibold break-words">{step.label || step.node || step.kind}</h2>
          <div className="mt-1 flex flex-wrap items-center gap-1.5">
            <StatusBadge status={step.status} />
            <Badge>{step.kind}</Badge>
            {step.attempt > 0 && <Badge tone="warn">redelivery {step.attempt}</Badge>}
            {step.branch !== "" && <Badge tone="accent">→ {step.branch}</Badge>}
          </div>
        </div>
      </header>
      {step.error !== null && (
        <div className="border-b border-line bg-bad-soft/50 px-4 py-3">
          <div className="font-mono text-xs font-medium break-words text-bad">{step.error.errorClass}</div>
          <div className="mt-1 text-sm break-words whitespace-pre-wrap">{step.error.message}</div>
        </div>
      )}
      <div className="px-4 py-2">
        <Facts>
          <Fact name="Took">
            <span className="tabular">{formatDuration(step.durationMicros)}</span>{" "}
            <span className="text-muted">({formatShare(share(step, totalMicros))} of the exchange)</span>
          </Fact>
          <Fact name="Started">+{formatDuration(step.offsetMicros)}</Fact>
          {step.uri !== "" && (
            <Fact name="Endpoint" mono copy={step.uri}>
              {step.uri}
            </Fact>
          )}
          {step.node !== "" && (
            <Fact name="Node" mono copy={step.node}>
              {step.node}
            </Fact>
          )}
          <Fact name="Route">{step.route}</Fact>
          {step.iteration >= 0 && <Fact name="Iteration">{step.iteration}</Fact>}
          {step.thread !== "" && <Fact name="Thread">{step.thread}</Fact>}
          {flags.length > 0 && <Fact name="Changed">{flags.map(({ label }) => label.toLowerCase()).join(", ")}</Fact>}
          {step.exchangeId !== "" && (
            <Fact name="Exchange id" mono copy={step.exchangeId}>
              {step.exchangeId}
            </Fact>
          )}
        </Facts>
        {onShowMessage !== undefined && (
          <button type="button" onClick={onShowMessage} className="my-2 min-h-6 text-sm font-medium text-accent hover:underline">
            See the message at this step
          </button>
        )}
      </div>
      {step.error !== null && step.error.stack !== "" && (
        <div className="border-t border-line">
          <StackView stack={step.error.stack} />
        </div>
      )}
    </section>
  );
}

function share(step: Step, totalMicros: number): number {
  return totalMicros === 0 ? 0 : Math.min(1, step.durationMicros / totalMicros);
}
