import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, Maximize2, X } from "lucide-react";
import { useMemo, useState } from "react";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { StatusBadge } from "#ui/design/status-badge.tsx";
import { Timestamp } from "#ui/design/timestamp.tsx";
import { formatDuration } from "#ui/lib/format/duration.ts";
import { initiallySelected, isInitiallyOpen } from "../detail/initial-tree.ts";
import { stepLook } from "../detail/step-label.tsx";
import { StepPanel } from "../detail/step-panel.tsx";
import { stepTree } from "../detail/step-tree.ts";
import { ExchangeLink } from "../exchange-link.tsx";
import type { ExchangeDetail } from "../queries/exchange-detail.ts";
import { exchangeQuery } from "../queries/exchange-detail.ts";
import { scaleOf } from "../waterfall/time-scale.ts";
import { Waterfall } from "../waterfall/waterfall.tsx";

interface ExchangeAsideProps {
  readonly id: string;
  /** Its start when the list knows it, which bounds the look-up. */
  readonly at: string | undefined;
  /** Shows the exchange above or below in the list. */
  readonly onWalk: (by: -1 | 1) => void;
  readonly onClose: () => void;
}

/** An exchange beside the list it was found in: what ran, and what went wrong. */
export function ExchangeAside({ id, at, onWalk, onClose }: ExchangeAsideProps) {
  const query = useQuery(exchangeQuery({ id, at }));
  return (
    <aside
      aria-label="Exchange beside the list"
      className="flex w-[26rem] shrink-0 flex-col border-l border-line bg-surface max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-30 max-lg:shadow-float xl:w-[32rem]"
    >
      <div className="flex h-9 shrink-0 items-center gap-1 border-b border-line pr-1 pl-4">
        <h2 className="min-w-0 grow truncate text-sm font-semibold">{query.data?.route ?? "Exchange"}</h2>
        <IconButton size="sm" label="Previous in the list" keys="k" icon={<ChevronUp aria-hidden />} onClick={() => onWalk(-1)} />
        <IconButton size="sm" label="Next in the list" keys="j" icon={<ChevronDown aria-hidden />} onClick={() => onWalk(1)} />
        <IconButton size="sm" label="Close the panel" keys="o" icon={<X aria-hidden />} onClick={onClose} />
      </div>
      <Loaded query={query} skeleton={<SkeletonRows rows={8} columns={2} />}>
        {(exchange) => <Steps key={exchange.id} exchange={exchange} />}
      </Loaded>
    </aside>
  );
}

const everyStep = () => true;

function Steps({ exchange }: { readonly exchange: ExchangeDetail }) {
  const { steps, durationMicros, failedNode, error } = exchange;
  const [chosen, setChosen] = useState<string>();
  const roots = useMemo(() => stepTree(steps), [steps]);
  const scale = useMemo(() => scaleOf([{ offsetMicros: 0, durationMicros }, ...steps]), [steps, durationMicros]);
  const selected = chosen ?? initiallySelected(roots, failedNode);
  const step = steps.find(({ index }) => `s${index}` === selected);
  return (
    <>
      <Summary exchange={exchange} />
      {steps.length === 0 ? (
        <p className="p-4 text-sm text-muted">{error?.message ?? "No steps were captured for this exchange."}</p>
      ) : (
        <div className="h-2/5 min-h-40 shrink-0 border-b border-line">
          <Waterfall
            label="Steps"
            rowTitle="Step"
            {...{ roots, scale, selected, isInitiallyOpen }}
            keeps={everyStep}
            lookOf={stepLook}
            onSelect={setChosen}
          />
        </div>
      )}
      <div tabIndex={0} role="group" aria-label="Step details" className="min-h-0 grow overflow-y-auto -outline-offset-2">
        {step !== undefined && <StepPanel step={step} totalMicros={durationMicros} onShowMessage={undefined} />}
      </div>
    </>
  );
}

function Summary({ exchange }: { readonly exchange: ExchangeDetail }) {
  const { status, durationMicros, app, environment, startTime, attributes } = exchange;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line px-4 py-2 text-xs">
      <StatusBadge status={status} />
      <span className="text-sm font-medium tabular">{status === "running" ? "running" : formatDuration(durationMicros)}</span>
      <span>
        {app} <span className="text-muted">in</span> {environment}
      </span>
      <Timestamp at={startTime} />
      {Object.entries(attributes).map(([name, value]) => (
        <span key={name}>
          <span className="text-muted">{name}</span> <span className="font-medium break-all">{value}</span>
        </span>
      ))}
      <ExchangeLink exchange={exchange} className="ml-auto inline-flex min-h-6 items-center gap-1 font-medium text-accent">
        <Maximize2 aria-hidden className="size-3.5" /> Open its page
      </ExchangeLink>
    </div>
  );
}
