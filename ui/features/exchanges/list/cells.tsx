import type { ReactNode } from "react";
import { DurationBar } from "#ui/design/duration-bar.tsx";
import { statusLooks } from "#ui/design/exchange-status.ts";
import { StatusText } from "#ui/design/status-badge.tsx";
import { formatInstant } from "#ui/lib/format/instant.ts";
import { usePreferences } from "#ui/lib/preferences.ts";
import type { ExchangeRow } from "../queries/list-exchanges.ts";
import { ExchangeLink } from "../exchange-link.tsx";

export interface CellContext {
  readonly longestMicros: number;
  readonly dated: boolean;
}

/** Whole values stay out of the page: cells are cut by CSS, and before that to this many characters. */
const longest = 200;

/** The content of a cell, by column id. */
export const cells: Record<string, (row: ExchangeRow, context: CellContext) => ReactNode> = {
  time: (row, { dated }) => (
    <ExchangeLink exchange={row} className="font-mono text-xs">
      <StartTime at={row.startTime} dated={dated} />
    </ExchangeLink>
  ),
  status: (row) => (
    <span className="flex">
      <StatusText status={row.status} />
    </span>
  ),
  environment: (row) => row.environment,
  app: (row) => row.app,
  route: (row) => <span className="font-medium">{row.route}</span>,
  exchangeId: (row) => <code className="text-xs text-muted">{middleCut(row.exchangeId)}</code>,
  duration: (row, { longestMicros }) =>
    row.status === "running" ? (
      <span className="text-info">running</span>
    ) : (
      <DurationBar micros={row.durationMicros} longestMicros={longestMicros} tone={durationTone(row)} />
    ),
  error: (row) => hasError(row) && <ErrorText row={row} />,
  failedNode: (row) => <code className="text-xs">{row.failedNode}</code>,
  attempts: (row) =>
    row.redeliveries > 0 ? <span className="font-medium text-warn">{row.redeliveries + 1}</span> : <span className="text-faint">1</span>,
  steps: (row) => row.stepCount,
  attributes: (row) => <Attributes row={row} />,
  instance: (row) => <span className="text-muted">{row.instance}</span>,
  traceId: (row) => <code className="text-xs text-muted">{middleCut(row.traceId)}</code>,
};

/** The tooltip has what the server said, to the microsecond. */
function StartTime({ at, dated }: { readonly at: string; readonly dated: boolean }) {
  const { zone } = usePreferences();
  const [day, time] = formatInstant(at, zone).split(" ");
  return (
    <time dateTime={at} data-tooltip={at} className="whitespace-nowrap">
      {dated && <span className="text-faint">{day?.slice(5)} </span>}
      {time}
    </time>
  );
}

/** Completed exchanges keep a quiet bar, so that those in trouble stand out. */
function durationTone({ status }: ExchangeRow) {
  return status === "completed" ? "accent" : statusLooks[status].tone;
}

/** OpenTelemetry often tells a message and no class. */
export function hasError({ errorClass, errorMessage }: ExchangeRow): boolean {
  return errorClass !== "" || errorMessage !== "";
}

/** The class without its package, then the last line of the message. */
export function ErrorText({ row }: { readonly row: ExchangeRow }) {
  return (
    <>
      <span className="font-medium text-bad">{row.errorClass.slice(row.errorClass.lastIndexOf(".") + 1)}</span>
      <span className="text-muted"> {(row.errorMessage.trimEnd().split("\n").at(-1) ?? "").slice(0, longest)}</span>
    </>
  );
}

export function Attributes({ row }: { readonly row: ExchangeRow }) {
  return Object.entries(row.attributes)
    .slice(0, 6)
    .map(([name, value]) => (
      <span key={name} className="mr-2 whitespace-nowrap">
        <span className="text-faint">{name}=</span>
        {value.slice(0, longest)}
      </span>
    ));
}

/** Ids differ at both ends. */
export function middleCut(id: string): string {
  return id.length <= 14 ? id : `${id.slice(0, 6)}…${id.slice(-6)}`;
}
