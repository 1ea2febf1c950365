import { useMutation } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import type { DragEvent } from "react";
import { useRef, useState } from "react";
import { previewLicense } from "#schema/contract/license";
import { PreviewDialog } from "#ui/features/license/preview-dialog.tsx";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { Field } from "#ui/design/field.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { request } from "#ui/lib/api.ts";

const mostBytes = 64 * 1024;

const look =
  "w-full resize-y rounded-md border px-2.5 py-2 font-mono text-xs break-all text-ink shadow-raised placeholder:text-faint focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent";

/** Paste a license or drop its file; what it would change is shown before anything does. */
export function ApplyLicense() {
  const [token, setToken] = useState("");
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const preview = useMutation({
    mutationFn: (text: string) => request(previewLicense, { body: { token: text.trim() } }),
    meta: { silent: true },
  });
  const take = (text: string) => {
    setToken(text);
    preview.reset();
  };
  const read = async (file: File | undefined) => {
    if (file !== undefined) take((await file.slice(0, mostBytes).text()).trim());
  };
  const drop = (event: DragEvent) => {
    const file = event.dataTransfer.files[0];
    setOver(false);
    if (file === undefined) return;
    event.preventDefault();
    void read(file);
  };
  return (
    <Panel title="Apply a license">
      <div className="flex flex-col gap-3 p-4">
        <Field label="License" hint="Paste the text, or drop the file here. Nothing changes before you have seen what would.">
          {(control) => (
            <textarea
              {...control}
              rows={4}
              spellCheck={false}
              value={token}
              onChange={(event) => take(event.target.value)}
              onDragOver={() => setOver(true)}
              onDragLeave={() => setOver(false)}
              onDrop={drop}
              placeholder="eyJhbGciOiJFZERTQSIs…"
              className={classNames(look, over ? "border-accent bg-accent-soft" : "border-control bg-surface hover:border-faint")}
            />
          )}
        </Field>
        {preview.error !== null && (
          <Callout tone="bad" urgent>
            {preview.error.message}
          </Callout>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <input
            ref={chooser}
            type="file"
            accept=".jwt,.txt,.license"
            aria-label="License file"
            hidden
            onChange={(event) => void read(event.target.files?.[0])}
          />
          <Button icon={<FileUp aria-hidden className="size-4" />} onClick={() => chooser.current?.click()}>
            Choose a file
          </Button>
          <Button variant="primary" busy={preview.isPending} disabled={token.trim() === ""} onClick={() => preview.mutate(token)}>
            See what it changes
          </Button>
        </div>
      </div>
      {preview.data !== undefined && (
        <PreviewDialog token={token.trim()} preview={preview.data} onClose={preview.reset} onApplied={() => take("")} />
      )}
    </Panel>
  );
}
