import { Copy, Download, Printer } from "lucide-react";
import { Button } from "#ui/design/button.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { toast } from "#ui/design/toast-store.ts";

interface RecoveryCodesDialogProps {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

/** Shows the codes, this once, and ways to take them along. */
export function RecoveryCodesDialog({ codes, onClose }: RecoveryCodesDialogProps) {
  const text = `Recovery codes for Cameleer at ${location.host}\nEach is good once.\n\n${codes.join("\n")}\n`;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Keep these recovery codes"
      description="Each signs you in once when the phone is not at hand. They are not shown again."
      footer={
        <Button variant="primary" onClick={onClose} data-autofocus>
          I have kept them
        </Button>
      }
    >
      <div data-print className="rounded-lg border border-line bg-sunken px-4 py-3">
        <p className="hidden pb-2 print:block">Recovery codes for Cameleer at {location.host}. Each is good once.</p>
        <ol className="grid grid-cols-1 gap-x-6 gap-y-1.5 font-mono text-sm sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" icon={<Copy aria-hidden className="size-3.5" />} onClick={() => void copy(text)}>
          Copy
        </Button>
        <Button size="sm" icon={<Download aria-hidden className="size-3.5" />} onClick={() => download(text)}>
          Download
        </Button>
        <Button size="sm" icon={<Printer aria-hidden className="size-3.5" />} onClick={() => globalThis.print()}>
          Print
        </Button>
      </div>
    </Dialog>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.good("Copied. Paste them somewhere safe.");
  } catch {
    toast.bad("The browser did not allow copying. Select the text and copy it by hand.");
  }
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "cameleer-recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(url);
}
