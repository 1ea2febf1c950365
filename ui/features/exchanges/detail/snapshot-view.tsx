import { EyeOff, FileArchive, Scissors } from "lucide-react";
import type { ReactNode } from "react";
import { useState } from "react";
import { Button } from "#ui/design/button.tsx";
import { CopyButton } from "#ui/design/copy-button.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { formatBytes } from "#ui/lib/format/number.ts";
import { BodyView } from "./body-view.tsx";
import { EntriesTable } from "./entries-table.tsx";
import type { Snapshot } from "./snapshot-changes.ts";
import { entryChanges, redactedInBody } from "./snapshot-changes.ts";

interface SnapshotViewProps {
  readonly snapshot: Snapshot;
  readonly before: Snapshot | null;
}

const parts = [
  ["headers", "Headers"],
  ["properties", "Exchange properties"],
  ["variables", "Variables"],
] as const;

/** One snapshot: body, headers, properties, variables, with what differs from the one before. */
export function SnapshotView({ snapshot, before }: SnapshotViewProps) {
  const [compares, setCompares] = useState(before !== null);
  const earlier = compares ? before : null;
  const masked = redactedInBody(snapshot);
  return (
    <div className="space-y-4 p-4">
      <Panel
        title="Body"
        actions={
          <div className="flex items-center gap-1">
            {before !== null && (
              <Button size="sm" variant="ghost" aria-pressed={compares} onClick={() => setCompares(!compares)}>
                Compare with the one before
              </Button>
            )}
            <CopyButton text={snapshot.body} label="Copy body" />
          </div>
        }
      >
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 text-xs text-muted">
          <code className="text-2xs">{snapshot.bodyType || "unknown type"}</code>
          <span>{formatBytes(snapshot.bodyBytes)}</span>
          {snapshot.truncated && (
            <Note icon={<Scissors aria-hidden />}>Cut by the agent; {formatBytes(new Blob([snapshot.body]).size)} are shown</Note>
          )}
          {snapshot.blob !== null && <Note icon={<FileArchive aria-hidden />}>Stored whole as {snapshot.blob.slice(0, 12)}…</Note>}
          {masked.length > 0 && <Note icon={<EyeOff aria-hidden />}>Redacted: {masked.join(", ")}</Note>}
        </div>
        <BodyView
          body={snapshot.body}
          before={earlier?.body ?? null}
          empty={snapshot.bodyBytes === 0 ? "The body is empty." : "The body was not captured."}
        />
      </Panel>
      {parts.map(([part, title]) => {
        const changes = entryChanges(part, snapshot, earlier);
        return (
          changes.length > 0 && (
            <Panel key={part} title={`${title} (${Object.keys(snapshot[part]).length})`}>
              <EntriesTable label={title} changes={changes} />
            </Panel>
          )
        );
      })}
    </div>
  );
}

function Note({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1 text-warn [&>svg]:size-3.5">
      {icon}
      {children}
    </span>
  );
}
