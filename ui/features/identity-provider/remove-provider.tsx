import { useState } from "react";
import { deleteOidc } from "#schema/contract/oidc";
import { useOidcChange } from "#ui/features/identity-provider/use-oidc-change.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { request } from "#ui/lib/api.ts";

export function RemoveProvider({ issuer }: { readonly issuer: string }) {
  const [open, setOpen] = useState(false);
  const remove = useOidcChange(() => request(deleteOidc, {}));
  const footer = (
    <>
      <Button onClick={() => setOpen(false)}>Keep it</Button>
      <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate(undefined, { onSuccess: () => setOpen(false) })}>
        Remove
      </Button>
    </>
  );
  return (
    <>
      <Button size="sm" variant="ghost" onClick={() => setOpen(true)}>
        Remove
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Remove the identity provider?" description={issuer} footer={footer}>
        <p className="text-sm">Whoever it has signed in is signed out. Their accounts stay, and they cannot sign in any more.</p>
        {remove.error !== null && (
          <Callout tone="bad" urgent className="mt-3">
            {remove.error.message}
          </Callout>
        )}
      </Dialog>
    </>
  );
}
