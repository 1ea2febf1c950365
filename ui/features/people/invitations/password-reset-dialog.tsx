import { createPasswordReset } from "#schema/contract/invitations";
import { NewLinkDialog } from "#ui/features/people/invitations/new-link-dialog.tsx";
import { useChange } from "#ui/features/people/use-change.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { request } from "#ui/lib/api.ts";

interface PasswordResetDialogProps {
  readonly user: { readonly id: string; readonly username: string };
  readonly onClose: () => void;
}

/** Makes a link with which somebody sets a new password, and shows it. */
export function PasswordResetDialog({ user: { id, username }, onClose }: PasswordResetDialogProps) {
  const make = useChange({ run: () => request(createPasswordReset, { params: { id }, body: {} }), showsError: true });
  if (make.data !== undefined) return <NewLinkDialog link={make.data} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`New password for ${username}?`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={make.isPending} onClick={() => make.mutate(undefined)}>
            Make the link
          </Button>
        </>
      }
    >
      <p>You get a link for them, good once and for a day. Their password stays until they use it; then all their sessions end.</p>
      {make.error !== null && (
        <Callout tone="bad" urgent className="mt-4">
          {make.error.message}
        </Callout>
      )}
    </Dialog>
  );
}
