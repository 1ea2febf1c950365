import type { NewInvitation } from "#ui/features/people/queries/invitations.ts";
import { Button } from "#ui/design/button.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Snippet } from "#ui/design/snippet.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";

interface NewLinkDialogProps {
  readonly link: NewInvitation;
  readonly onClose: () => void;
}

/** Shows a link, this once. */
export function NewLinkDialog({ link: { url, kind, recipient, expiresAt }, onClose }: NewLinkDialogProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      size="md"
      title={kind === "invitation" ? `Invitation for ${recipient}` : `New password for ${recipient}`}
      description={
        <>
          Send this link to them and to nobody else. It is good once, expires <RelativeTime at={expiresAt} />, and is not shown again.
        </>
      }
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <Snippet text={url} label="Copy link" wrap />
    </Dialog>
  );
}
