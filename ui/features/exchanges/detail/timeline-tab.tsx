import { Search } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { Checkbox } from "#ui/design/checkbox.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Input } from "#ui/design/input.tsx";
import { formatCount } from "#ui/lib/format/number.ts";
import type { ExchangeDetail } from "../queries/exchange-detail.ts";
import { scaleOf } from "../waterfall/time-scale.ts";
import { Waterfall } from "../waterfall/waterfall.tsx";
import { initiallySelected, isInitiallyOpen } from "./initial-tree.ts";
import { stepLook } from "./step-label.tsx";
import { StepPanel } from "./step-panel.tsx";
import type { StepNode } from "./step-tree.ts";
import { stepMatches, stepTree } from "./step-tree.ts";

interface TimelineTabProps {
  readonly exchange: ExchangeDetail;
  readonly selected: string | undefined;
  readonly onSelect: (key: string) => void;
  readonly onShowMessage: (step: number) => void;
}

/** Steps shorter than this share of the exchange can be hidden. */
const smallShare = 0.01;

/** What ran inside what, when, and for how long; the selected step beside it. */
export function TimelineTab({ exchange, selected, onSelect, onShowMessage }: TimelineTabProps) {
  const { steps, durationMicros, failedNode, hasPayload, droppedSteps } = exchange;
  const [hidesSmall, setHidesSmall] = useState(false);
  const [search, setSearch] = useState("");
  const roots = useMemo(() => stepTree(steps), [steps]);
  const scale = useMemo(() => scaleOf([{ offsetMicros: 0, durationMicros }, ...steps]), [steps, durationMicros]);
  const keeps = useCallback(
    (node: StepNode) => {
      const small = hidesSmall && node.durationMicros < scale.spanMicros * smallShare && node.status === "completed";
      return !small && (search === "" || stepMatches(node, search));
    },
    [hidesSmall, search, scale],
  );
  const key = selected ?? initiallySelected(roots, failedNode);
  const step = steps.find(({ index }) => `s${index}` === key);
  if (steps.length === 0) return <NoSteps exchange={exchange} />;
  return (
    <div className="flex h-full min-h-0 flex-col lg:flex-row">
      <div className="flex min-h-0 min-w-0 grow flex-col max-lg:h-[60dvh] max-lg:shrink-0">
        <div className="flex h-10 shrink-0 items-center gap-4 border-b border-line px-4 text-xs">
          <div className="relative w-48 min-w-0">
            <Search aria-hidden className="absolute top-2 left-2 size-3 text-faint" />
            <Input
              size="sm"
              type="search"
              aria-label="Find a step"
              placeholder="Find a step"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              className="pl-6.5"
            />
          </div>
          <Checkbox
            label="Hide under 1 %"
            checked={hidesSmall}
            onChange={() => setHidesSmall(!hidesSmall)}
            className="items-center! whitespace-nowrap [&_input]:mt-0!"
          />
          <span className="ml-auto truncate text-muted max-sm:hidden">
            {formatCount(steps.length)} steps{droppedSteps > 0 && `, ${formatCount(droppedSteps)} more were not recorded`}
          </span>
        </div>
        <div className="min-h-0 grow">
          <Waterfall
            label="Steps"
            rowTitle="Step"
            {...{ roots, scale, onSelect, isInitiallyOpen, keeps }}
            selected={key}
            lookOf={stepLook}
          />
        </div>
      </div>
      <div
        className="shrink-0 border-line bg-surface max-lg:border-t lg:w-96 lg:overflow-y-auto lg:border-l xl:w-[27rem]"
        tabIndex={0}
        role="group"
        aria-label="Step details"
      >
        {step === undefined ? (
          <p className="p-4 text-sm text-muted">Select a step to see its endpoint, thread and error.</p>
        ) : (
          <StepPanel step={step} totalMicros={durationMicros} onShowMessage={hasPayload ? () => onShowMessage(step.index) : undefined} />
        )}
      </div>
    </div>
  );
}

function NoSteps({ exchange: { captureLevel, source, status } }: { readonly exchange: ExchangeDetail }) {
  return (
    <EmptyState icon={Search} title="No steps were recorded">
      {status === "running"
        ? "It is still running; its steps arrive when it ends."
        : source === "otlp"
          ? "OpenTelemetry sent no spans below this exchange."
          : `The agent captured this exchange at level ${captureLevel}. From level 2 on, steps are recorded.`}
    </EmptyState>
  );
}
