import { Button } from "#ui/design/button.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Snippet } from "#ui/design/snippet.tsx";

interface NewKeyDialogProps {
  readonly name: string;
  readonly apiKey: string;
  readonly onClose: () => void;
}

/** Shows a key, this once. */
export function NewKeyDialog({ name, apiKey, onClose }: NewKeyDialogProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      size="md"
      title={`Key ${name}`}
      description="Copy it now: it is not shown again. It goes into the header of every call."
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <Snippet text={apiKey} label="Copy key" wrap />
        <Snippet
          title="Try it"
          text={`curl -H 'authorization: Bearer ${apiKey}' ${location.origin}/api/v1/auth/session`}
          label="Copy command"
          wrap
        />
      </div>
    </Dialog>
  );
}
