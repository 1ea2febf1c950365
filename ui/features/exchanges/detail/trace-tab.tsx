import { useQuery } from "@tanstack/react-query";
import { Activity, Route } from "lucide-react";
import { useMemo, useState } from "react";
import { Badge } from "#ui/design/badge.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { statusLooks, toneText } from "#ui/design/exchange-status.ts";
import { Loaded } from "#ui/design/loaded.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { ExchangeLink } from "../exchange-link.tsx";
import type { ExchangeDetail } from "../queries/exchange-detail.ts";
import { traceSpansQuery } from "../queries/trace-spans.ts";
import { scaleOf } from "../waterfall/time-scale.ts";
import { Waterfall } from "../waterfall/waterfall.tsx";
import type { RowLook } from "../waterfall/waterfall-row.tsx";
import { SpanPanel } from "./span-panel.tsx";
import type { TraceNode, TraceSpan } from "./trace-tree.ts";
import { flatTrace, traceTree } from "./trace-tree.ts";

/** Everything that belongs to the trace, across apps, as one waterfall. */
export function TraceTab({ exchange }: { readonly exchange: ExchangeDetail }) {
  const query = useQuery({ ...traceSpansQuery(exchange.traceId, exchange.startTime), enabled: exchange.traceId !== "" });
  if (exchange.traceId === "") {
    return (
      <EmptyState icon={Activity} title="No trace">
        This exchange carries no trace id. It gets one when OpenTelemetry or the Cameleer agent passes the context on.
      </EmptyState>
    );
  }
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={6} columns={2} />}>
      {({ items }) => <TraceWaterfall exchange={exchange} spans={items} />}
    </Loaded>
  );
}

const always = () => true;

function TraceWaterfall({ exchange, spans }: { readonly exchange: ExchangeDetail; readonly spans: readonly TraceSpan[] }) {
  const roots = useMemo(() => traceTree(spans, exchange.trace.exchanges), [spans, exchange.trace.exchanges]);
  const nodes = useMemo(() => flatTrace(roots), [roots]);
  const scale = useMemo(() => scaleOf(nodes), [nodes]);
  const [selected, setSelected] = useState<string | null>(null);
  const chosen = nodes.find((node) => node.key === selected) ?? nodes.find((node) => node.exchange?.id === exchange.id) ?? nodes[0];
  return (
    <div className="flex h-full min-h-0 flex-col lg:flex-row">
      <div className="min-h-0 min-w-0 grow max-lg:h-[60dvh] max-lg:shrink-0">
        <Waterfall
          label="Trace"
          rowTitle="App and span"
          {...{ roots, scale }}
          selected={chosen?.key ?? null}
          onSelect={setSelected}
          isInitiallyOpen={always}
          keeps={always}
          lookOf={(node) => traceLook(node, exchange.id)}
        />
      </div>
      <div
        className="shrink-0 border-line bg-surface max-lg:border-t lg:w-96 lg:overflow-y-auto lg:border-l"
        tabIndex={0}
        role="group"
        aria-label="Span details"
      >
        {chosen !== undefined && <SpanPanel node={chosen} current={exchange.id} />}
      </div>
    </div>
  );
}

function traceLook(node: TraceNode, current: string): RowLook {
  const name = node.kind === "span" ? node.span.name : node.exchange.route;
  const app = node.kind === "span" ? node.span.app : node.exchange.app;
  const failed = node.exchange?.status === "failed" || (node.kind === "span" && /error/i.test(node.span.status));
  const look = node.exchange === null ? undefined : statusLooks[node.exchange.status];
  const Icon = look?.icon ?? (node.kind === "exchange" ? Route : Activity);
  return {
    spoken: look?.word ?? (failed ? "Failed" : ""),
    tone: failed ? "bad" : node.exchange === null ? "quiet" : "accent",
    hollow: node.children.length > 0,
    label: (
      <>
        <Icon
          aria-hidden
          className={`size-3.5 shrink-0 ${look === undefined ? (failed ? "text-bad" : "text-faint") : toneText[look.tone]}`}
        />
        <span className="shrink-0 text-muted">{app}</span>
        {node.exchange === null ? (
          <span className="min-w-10 truncate">{name.slice(0, 200)}</span>
        ) : (
          <span className="min-w-10 truncate font-medium">{node.exchange.route}</span>
        )}
        {node.exchange?.id === current && <Badge tone="accent">this</Badge>}
        {node.exchange !== null && node.exchange.id !== current && (
          <ExchangeLink exchange={node.exchange} className="shrink-0 text-xs text-accent">
            open
          </ExchangeLink>
        )}
      </>
    ),
  };
}
