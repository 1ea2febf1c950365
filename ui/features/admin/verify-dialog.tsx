import { useQuery } from "@tanstack/react-query";
import type { AuditVerdict } from "#ui/features/admin/queries/audit.ts";
import { verifyChain } from "#ui/features/admin/queries/audit.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Snippet } from "#ui/design/snippet.tsx";
import { Spinner } from "#ui/design/spinner.tsx";
import { formatCount } from "#ui/lib/format/number.ts";

/** Has the server walk the chain of hashes, and shows what it found. */
export function VerifyDialog({ onClose }: { readonly onClose: () => void }) {
  const { data, error } = useQuery({ queryKey: ["audit", "verification"], queryFn: verifyChain, staleTime: 0, gcTime: 0, retry: false });
  return (
    <Dialog
      open
      onClose={onClose}
      size="md"
      title="Verify the audit log"
      description="Each entry carries the hash of the one before it."
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <div aria-live="polite" className="flex flex-col gap-4">
        {data === undefined && error === null && (
          <p className="flex items-center gap-2 text-muted">
            <Spinner /> Walking the chain from the first entry to the newest…
          </p>
        )}
        {error !== null && <Callout tone="bad">{error.message}</Callout>}
        {data !== undefined && <Verdict verdict={data} />}
      </div>
    </Dialog>
  );
}

function Verdict({ verdict: { intact, entries, head, brokenAt } }: { readonly verdict: AuditVerdict }) {
  if (!intact) {
    return (
      <Callout tone="bad" urgent>
        Broken at entry {brokenAt?.sequence}: {brokenAt?.reason}. The {formatCount(entries)} entries before it are intact. Somebody has
        changed the database past this server.
      </Callout>
    );
  }
  return (
    <>
      <Callout tone="good">Intact: all {formatCount(entries)} entries are as they were recorded.</Callout>
      <Snippet title="Head" label="Copy head" text={head} wrap />
      <p className="text-muted">
        Note the head down elsewhere: with it, <code>npm run audit:verify -- export.ndjson --head …</code> finds out later whether the end
        of the log was cut off.
      </p>
    </>
  );
}
