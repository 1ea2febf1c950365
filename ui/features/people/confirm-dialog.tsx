import type { ReactNode } from "react";
import { useChange } from "#ui/features/people/use-change.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { toast } from "#ui/design/toast-store.ts";

interface ConfirmDialogProps {
  readonly title: string;
  /** On the button. */
  readonly verb: string;
  readonly harmless?: boolean;
  readonly run: () => Promise<unknown>;
  /** Said afterwards. */
  readonly done: string;
  readonly onDone?: () => void;
  readonly onClose: () => void;
  /** What will happen. */
  readonly children: ReactNode;
}

/** Asks before something is done that somebody would miss. */
export function ConfirmDialog({ title, verb, harmless = false, run, done, onDone, onClose, children }: ConfirmDialogProps) {
  const change = useChange({
    run,
    showsError: true,
    onDone: () => {
      toast.good(done);
      onClose();
      onDone?.();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant={harmless ? "primary" : "danger"} busy={change.isPending} onClick={() => change.mutate(undefined)}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
      {change.error !== null && (
        <Callout tone="bad" urgent className="mt-4">
          {change.error.message}
        </Callout>
      )}
    </Dialog>
  );
}
