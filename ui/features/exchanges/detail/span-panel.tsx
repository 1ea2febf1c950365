import { ArrowRight } from "lucide-react";
import { buttonClass } from "#ui/design/button.tsx";
import { StatusBadge } from "#ui/design/status-badge.tsx";
import { formatDuration } from "#ui/lib/format/duration.ts";
import { ExchangeLink } from "../exchange-link.tsx";
import { Fact, Facts } from "./facts.tsx";
import type { TraceNode, TraceSpan } from "./trace-tree.ts";

/** The selected row of the trace: the span's attributes, and the way to its exchange. */
export function SpanPanel({ node, current }: { readonly node: TraceNode; readonly current: string }) {
  const { exchange } = node;
  return (
    <section aria-label="Selected span">
      <header className="border-b border-line px-4 py-3">
        <h2 className="text-sm font-semibold break-words">{node.kind === "span" ? node.span.name : node.exchange.route}</h2>
        {exchange !== null && (
          <div className="mt-2 flex items-center gap-2">
            <StatusBadge status={exchange.status} />
            {exchange.id === current ? (
              <span className="text-xs text-muted">the exchange on this page</span>
            ) : (
              <ExchangeLink exchange={exchange} className={buttonClass({ size: "sm" })}>
                Open exchange <ArrowRight aria-hidden className="size-3.5" />
              </ExchangeLink>
            )}
          </div>
        )}
      </header>
      <div className="px-4 py-2">
        <Facts>
          <Fact name="App">{node.kind === "span" ? node.span.app : node.exchange.app}</Fact>
          <Fact name="Took">{formatDuration(node.durationMicros)}</Fact>
          <Fact name="Started">+{formatDuration(node.offsetMicros)}</Fact>
          {node.kind === "span" && <SpanFacts span={node.span} />}
        </Facts>
      </div>
    </section>
  );
}

function SpanFacts({ span }: { readonly span: TraceSpan }) {
  return (
    <>
      <Fact name="Kind">{span.kind.toLowerCase()}</Fact>
      {span.statusMessage !== "" && <Fact name="Status">{span.statusMessage}</Fact>}
      <Fact name="Scope">{span.scope}</Fact>
      <Fact name="Span id" mono copy={span.spanId}>
        {span.spanId}
      </Fact>
      {Object.entries(span.attributes).map(([name, value]) => (
        <Fact key={name} name={name} mono copy={value}>
          {value.slice(0, 2_000)}
        </Fact>
      ))}
    </>
  );
}
