import { Download } from "lucide-react";
import { Button } from "#ui/design/button.tsx";
import { CopyButton } from "#ui/design/copy-button.tsx";
import { download } from "../hand-out.ts";
import type { ExchangeDetail } from "../queries/exchange-detail.ts";

/** More is not put on the page; the download has all of it. */
const longest = 400_000;

/** The exchange as the API gives it. */
export function RawTab({ exchange }: { readonly exchange: ExchangeDetail }) {
  const json = JSON.stringify(exchange, null, 2);
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex h-10 shrink-0 items-center justify-end gap-1 border-b border-line px-2">
        {json.length > longest && <span className="mr-auto pl-2 text-xs text-muted">Cut here; the download is whole.</span>}
        <CopyButton text={json} label="Copy JSON" />
        <Button
          size="sm"
          variant="ghost"
          icon={<Download aria-hidden className="size-3.5" />}
          onClick={() => download(`${exchange.id}.json`, "application/json", json)}
        >
          Download
        </Button>
      </div>
      {/* A scrollable region must be reachable by keyboard. */}
      <pre tabIndex={0} aria-label="JSON" className="min-h-0 grow overflow-auto p-4 text-xs leading-5 -outline-offset-2">
        {json.slice(0, longest)}
      </pre>
    </div>
  );
}
