import type { ReactNode } from "react";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";

/** What is asked of a mutation. */
interface Change {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly mutate: () => void;
}

interface ConfirmationProps {
  readonly title: string;
  readonly description?: string;
  /** On the button. */
  readonly verb: string;
  readonly harmless?: boolean;
  /** It cannot be done now; what is said in the dialog tells why. */
  readonly disabled?: boolean;
  /** It closes the dialog when it is through, and leaves it to the dialog to show what went wrong. */
  readonly change: Change;
  readonly onClose: () => void;
  /** What will happen. */
  readonly children: ReactNode;
}

/** Asks before something is done that somebody would miss. */
export function Confirmation({
  title,
  description,
  verb,
  harmless = false,
  disabled = false,
  change,
  onClose,
  children,
}: ConfirmationProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant={harmless ? "primary" : "danger"} busy={change.isPending} disabled={disabled} onClick={() => change.mutate()}>
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
