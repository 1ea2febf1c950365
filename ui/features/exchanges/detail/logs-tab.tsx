import { useQuery } from "@tanstack/react-query";
import { Lock, ScrollText } from "lucide-react";
import { Fragment, useState } from "react";
import type { Tone } from "#ui/design/badge.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { toneText } from "#ui/design/exchange-status.ts";
import { Loaded } from "#ui/design/loaded.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { formatTime } from "#ui/lib/format/instant.ts";
import { usePreferences } from "#ui/lib/preferences.ts";
import { useMay } from "#ui/lib/session.ts";
import type { ExchangeDetail } from "../queries/exchange-detail.ts";
import type { LogLine } from "../queries/exchange-logs.ts";
import { exchangeLogsQuery } from "../queries/exchange-logs.ts";
import { StackView } from "./stack-view.tsx";

const levelTones: Record<string, Tone> = { ERROR: "bad", FATAL: "bad", WARN: "warn", INFO: "info", DEBUG: "quiet", TRACE: "quiet" };

/** The lines that were written while this exchange ran, in order. */
export function LogsTab({ exchange }: { readonly exchange: ExchangeDetail }) {
  const may = useMay("logs:read");
  const query = useQuery({ ...exchangeLogsQuery({ id: exchange.id, at: exchange.startTime }), enabled: may });
  if (!may) {
    return (
      <EmptyState icon={Lock} title="Logs are not shown">
        Reading logs needs the permission <code>logs:read</code>, which every built-in role has. Ask an administrator for one of them.
      </EmptyState>
    );
  }
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={6} columns={3} />}>
      {({ items }) => (items.length === 0 ? <NoLines /> : <Lines items={items} />)}
    </Loaded>
  );
}

function NoLines() {
  return (
    <EmptyState icon={ScrollText} title="No log lines">
      Nothing was logged with the ids of this exchange. The Cameleer agent ties lines to exchanges by itself; OpenTelemetry needs its log
      appender.
    </EmptyState>
  );
}

function Lines({ items }: { readonly items: readonly LogLine[] }) {
  return (
    // A scrollable region must be reachable by keyboard.
    <div tabIndex={0} role="region" aria-label="Log lines" className="h-full overflow-auto bg-surface -outline-offset-2">
      <table className="w-full border-separate border-spacing-0 font-mono text-xs leading-5">
        <caption className="sr-only">Log lines</caption>
        <thead className="sr-only">
          <tr>
            {["Time", "Level", "Logger", "Message"].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((line, at) => (
            <Line key={`${line.at}-${at}`} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ line }: { readonly line: LogLine }) {
  const { zone } = usePreferences();
  const [open, setOpen] = useState(false);
  const cell = "border-b border-line/60 px-2 py-1 align-top first:pl-4 last:pr-4";
  return (
    <Fragment>
      <tr className="hover:bg-hover/60">
        <td className={`${cell} whitespace-nowrap text-muted`} data-tooltip={line.at}>
          {formatTime(line.at, zone)}
        </td>
        <td className={classNames(cell, "font-semibold", toneText[levelTones[line.level.toUpperCase()] ?? "quiet"])}>
          {line.level.toUpperCase()}
        </td>
        <td className={`${cell} max-w-56 truncate text-muted max-md:hidden`} data-tooltip={`${line.logger}\n${line.thread}`}>
          {line.logger.split(".").at(-1)}
        </td>
        <td className={`${cell} w-full break-words whitespace-pre-wrap`}>
          {line.message}
          {line.exception !== "" && (
            <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="ml-2 min-h-6 text-accent hover:underline">
              {open ? "Hide exception" : "Show exception"}
            </button>
          )}
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={4} className="max-w-0 border-b border-line/60 bg-sunken">
            <StackView stack={line.exception} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}
