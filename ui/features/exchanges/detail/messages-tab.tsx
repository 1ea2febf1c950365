import { useQuery } from "@tanstack/react-query";
import { EyeOff, Lock, MailX } from "lucide-react";
import { useMemo } from "react";
import { Badge } from "#ui/design/badge.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { formatBytes } from "#ui/lib/format/number.ts";
import { useMay } from "#ui/lib/session.ts";
import type { ExchangeDetail } from "../queries/exchange-detail.ts";
import { exchangePayloadsQuery } from "../queries/exchange-payloads.ts";
import type { Snapshot } from "./snapshot-changes.ts";
import { wholeSnapshots } from "./snapshot-changes.ts";
import { SnapshotView } from "./snapshot-view.tsx";

interface MessagesTabProps {
  readonly exchange: ExchangeDetail;
  /** `s12` for the snapshots of step 12. */
  readonly step: string | undefined;
  readonly onSelect: (key: string) => void;
}

/** The message as it was at each captured step, and what each step did to it. */
export function MessagesTab({ exchange, step, onSelect }: MessagesTabProps) {
  const may = useMay("payloads:read");
  const query = useQuery({ ...exchangePayloadsQuery({ id: exchange.id, at: exchange.startTime }), enabled: may });
  if (!may) {
    return (
      <EmptyState icon={Lock} title="Messages are not shown">
        Reading bodies and headers needs the permission <code>payloads:read</code>. Ask an administrator for a role that has it.
      </EmptyState>
    );
  }
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={6} columns={3} />}>
      {({ items }) =>
        items.length === 0 ? <NotCaptured exchange={exchange} /> : <Snapshots items={items} exchange={exchange} {...{ step, onSelect }} />
      }
    </Loaded>
  );
}

function NotCaptured({ exchange: { source, captureLevel } }: { readonly exchange: ExchangeDetail }) {
  return (
    <EmptyState icon={MailX} title="No message was captured">
      {source === "otlp"
        ? "OpenTelemetry does not carry message bodies. The Cameleer agent captures them for failed exchanges."
        : `This exchange was captured at level ${captureLevel}. Headers come with level 3, bodies with level 4; failed exchanges keep theirs by themselves.`}
    </EmptyState>
  );
}

interface SnapshotsProps extends MessagesTabProps {
  readonly items: readonly Snapshot[];
}

const phases: Record<Snapshot["phase"], string> = {
  in: "received",
  before: "before",
  after: "after",
  out: "sent back",
  error: "at the error",
};

function Snapshots({ items, exchange, step, onSelect }: SnapshotsProps) {
  const snapshots = useMemo(() => wholeSnapshots(items), [items]);
  const named = snapshots.findIndex((one) => keyOf(one) === step);
  const ofStep = snapshots.findIndex((one) => `s${one.step}` === step);
  const at = Math.max(0, named === -1 ? ofStep : named);
  const chosen = snapshots[at];
  return (
    <div className="flex h-full min-h-0 flex-col md:flex-row">
      <nav
        aria-label="Snapshots"
        className="shrink-0 overflow-y-auto border-line bg-surface max-md:max-h-44 max-md:border-b md:w-72 md:border-r"
      >
        <ol className="p-1.5">
          {snapshots.map((one, index) => (
            <li key={keyOf(one)}>
              <button
                type="button"
                aria-current={index === at}
                onClick={() => onSelect(keyOf(one))}
                className={classNames(
                  "flex w-full flex-col gap-0.5 rounded-md px-2.5 py-1.5 text-left",
                  index === at ? "bg-accent-soft" : "hover:bg-hover",
                )}
              >
                <span className="flex w-full items-center gap-2 text-sm">
                  <span className="truncate font-medium">{nameOf(one, exchange)}</span>
                  {one.redacted.length > 0 && <EyeOff aria-label="Has redacted values" className="ml-auto size-3.5 shrink-0 text-warn" />}
                </span>
                <span className="flex items-center gap-1.5 text-xs text-muted">
                  <Badge tone={one.phase === "error" ? "bad" : "quiet"}>{phases[one.phase]}</Badge>
                  <span className="truncate">
                    {one.bodyType.split(".").at(-1)} {one.bodyBytes > 0 && formatBytes(one.bodyBytes)}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ol>
      </nav>
      {/* A scrollable region must be reachable by keyboard. */}
      <div tabIndex={0} role="region" aria-label="Message" className="min-h-0 min-w-0 grow overflow-y-auto -outline-offset-2">
        {chosen !== undefined && <SnapshotView key={keyOf(chosen)} snapshot={chosen} before={snapshots[at - 1] ?? null} />}
      </div>
    </div>
  );
}

function keyOf({ step, phase }: Snapshot): string {
  return `s${step}.${phase}`;
}

function nameOf({ step, node }: Snapshot, { steps, fromUri }: ExchangeDetail): string {
  if (step === -1) return fromUri;
  const run = steps.find(({ index }) => index === step);
  return run?.label || node || "step";
}
