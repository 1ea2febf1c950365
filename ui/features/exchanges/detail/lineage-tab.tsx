import { useQuery } from "@tanstack/react-query";
import { GitCompareArrows, Lock } from "lucide-react";
import { Licensed } from "#ui/features/license/index.ts";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { useMay } from "#ui/lib/session.ts";
import type { ExchangeDetail } from "../queries/exchange-detail.ts";
import { exchangeLineageQuery } from "../queries/exchange-lineage.ts";
import { LineageStep } from "./lineage-step.tsx";

interface LineageTabProps {
  readonly exchange: ExchangeDetail;
  readonly onShowStep: (index: number) => void;
}

/** What each step did to the message. */
export function LineageTab({ exchange, onShowStep }: LineageTabProps) {
  const may = useMay("payloads:read");
  const query = useQuery({ ...exchangeLineageQuery({ id: exchange.id, at: exchange.startTime }), enabled: may });
  if (!may) {
    return (
      <EmptyState icon={Lock} title="Messages are not shown">
        Lineage compares bodies and headers, which needs the permission <code>payloads:read</code>.
      </EmptyState>
    );
  }
  return (
    <Licensed feature="lineage" query={query} skeleton={<SkeletonRows rows={6} columns={3} />}>
      {({ items, snapshots }) =>
        items.length === 0 ? (
          <EmptyState icon={GitCompareArrows} title="Nothing to compare">
            {snapshots === 0 ? "No snapshot of this message was captured." : "Only one snapshot of this message was captured."} Lineage
            needs two at least: raise the capture level of the route, or look at a failed exchange.
          </EmptyState>
        ) : (
          <div tabIndex={0} role="region" aria-label="Lineage" className="h-full min-h-0 overflow-y-auto -outline-offset-2">
            <ol className="mx-auto flex max-w-4xl flex-col gap-3 p-3 sm:p-4">
              {items.map((entry, at) => (
                <LineageStep key={`${entry.step} ${entry.phase} ${at}`} exchange={exchange} entry={entry} onShowStep={onShowStep} />
              ))}
            </ol>
          </div>
        )
      }
    </Licensed>
  );
}
