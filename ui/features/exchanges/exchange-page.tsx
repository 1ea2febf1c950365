import type { UseQueryResult } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Braces, Bug, ChartGantt, Mail, Network, ScrollText, Waypoints, Workflow } from "lucide-react";
import { Problem } from "#schema/problems";
import { ProblemPanel } from "#ui/design/problem-panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import type { Tab } from "#ui/design/tabs.tsx";
import { Tabs } from "#ui/design/tabs.tsx";
import { CorrelatedTab } from "./detail/correlated-tab.tsx";
import { ErrorsTab } from "./detail/errors-tab.tsx";
import { ExchangeHeader } from "./detail/exchange-header.tsx";
import { ExchangeMissing } from "./detail/exchange-missing.tsx";
import { LineageTab } from "./detail/lineage-tab.tsx";
import { LogsTab } from "./detail/logs-tab.tsx";
import { MessagesTab } from "./detail/messages-tab.tsx";
import { RawTab } from "./detail/raw-tab.tsx";
import { TimelineTab } from "./detail/timeline-tab.tsx";
import { TraceTab } from "./detail/trace-tab.tsx";
import type { ExchangeDetail } from "./queries/exchange-detail.ts";
import { exchangeQuery } from "./queries/exchange-detail.ts";
import type { ExchangeTab } from "./search.ts";

/** One exchange: what ran, what broke, what the message was, what was logged, and the trace it is part of. */
export function ExchangePage() {
  const { id = "" } = useParams({ strict: false });
  const { at } = useSearch({ strict: false });
  const query = useQuery(exchangeQuery({ id, at }));
  if (query.data !== undefined) return <Exchange key={id} exchange={query.data} />;
  return (
    <>
      <h1 className="sr-only">Exchange</h1>
      <Absent id={id} query={query} />
    </>
  );
}

interface AbsentProps {
  readonly id: string;
  readonly query: UseQueryResult<ExchangeDetail>;
}

function Absent({ id, query: { error, isFetching, refetch } }: AbsentProps) {
  if (error instanceof Problem && (error.code === "not-found" || error.code === "invalid-request")) return <ExchangeMissing id={id} />;
  if (error !== null) return <ProblemPanel error={error} busy={isFetching} onRetry={() => void refetch()} />;
  return <SkeletonRows rows={12} columns={4} />;
}

function Exchange({ exchange }: { readonly exchange: ExchangeDetail }) {
  const { tab = "timeline", step } = useSearch({ strict: false });
  const navigate = useNavigate();
  const show = (change: { readonly tab?: ExchangeTab; readonly step?: string | undefined }) =>
    void navigate({ to: "/exchanges/$id", params: { id: exchange.id }, search: (old) => ({ ...old, ...change }), replace: true });
  const select = (key: string) => show({ step: key });
  return (
    <div className="-m-4 flex h-[calc(100%+2rem)] min-h-[34rem] flex-col max-lg:h-auto max-lg:min-h-[calc(100%+2rem)] sm:-m-5 sm:h-[calc(100%+2.5rem)]">
      <ExchangeHeader exchange={exchange} />
      <Tabs
        label="Exchange"
        tabs={tabsOf(exchange)}
        value={tab}
        onChange={(next) => show({ tab: next, step: undefined })}
        className="grow bg-surface [&>div:first-child]:bg-canvas [&>div:first-child]:px-2 sm:[&>div:first-child]:px-3"
      >
        {tab === "timeline" && (
          <TimelineTab
            exchange={exchange}
            selected={step}
            onSelect={select}
            onShowMessage={(index) => show({ tab: "messages", step: `s${index}` })}
          />
        )}
        {tab === "errors" && <ErrorsTab exchange={exchange} onShowStep={(key) => show({ tab: "timeline", step: key })} />}
        {tab === "messages" && <MessagesTab exchange={exchange} step={step} onSelect={select} />}
        {tab === "lineage" && <LineageTab exchange={exchange} onShowStep={(index) => show({ tab: "timeline", step: `s${index}` })} />}
        {tab === "logs" && <LogsTab exchange={exchange} />}
        {tab === "trace" && <TraceTab exchange={exchange} />}
        {tab === "correlated" && <CorrelatedTab exchange={exchange} />}
        {tab === "raw" && <RawTab exchange={exchange} />}
      </Tabs>
    </div>
  );
}

function tabsOf({ steps, error, trace }: ExchangeDetail): readonly Tab<ExchangeTab>[] {
  const failed = steps.filter((step) => step.error !== null).length;
  return [
    { id: "timeline", label: "Timeline", icon: <ChartGantt aria-hidden /> },
    { id: "errors", label: "Errors", icon: <Bug aria-hidden />, count: Math.max(failed, error === null ? 0 : 1) || undefined },
    { id: "messages", label: "Messages", icon: <Mail aria-hidden /> },
    { id: "lineage", label: "Lineage", icon: <Workflow aria-hidden /> },
    { id: "logs", label: "Logs", icon: <ScrollText aria-hidden /> },
    {
      id: "trace",
      label: "Trace",
      icon: <Waypoints aria-hidden />,
      count: trace.exchanges.length > 1 ? trace.exchanges.length : undefined,
    },
    { id: "correlated", label: "Correlated", icon: <Network aria-hidden /> },
    { id: "raw", label: "Raw", icon: <Braces aria-hidden /> },
  ];
}
