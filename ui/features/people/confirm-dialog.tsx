import type { ReactNode } from "react";
import { useChange } from "#ui/features/people/use-change.ts";
import { Confirmation } from "#ui/design/confirmation.tsx";
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

/** Asks before who holds what is changed, and says what was done. */
export function ConfirmDialog({ title, verb, harmless = false, run, done, onDone, onClose, children }: ConfirmDialogProps) {
  const change = useChange<void, unknown>({
    run,
    showsError: true,
    onDone: () => {
      toast.good(done);
      onClose();
      onDone?.();
    },
  });
  return (
    <Confirmation title={title} verb={verb} harmless={harmless} change={change} onClose={onClose}>
      {children}
    </Confirmation>
  );
}
