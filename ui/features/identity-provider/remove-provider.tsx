import { useState } from "react";
import { deleteOidc } from "#schema/contract/oidc";
import { useOidcChange } from "#ui/features/identity-provider/use-oidc-change.ts";
import { Button } from "#ui/design/button.tsx";
import { Confirmation } from "#ui/design/confirmation.tsx";
import { request } from "#ui/lib/api.ts";

export function RemoveProvider({ issuer }: { readonly issuer: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="ghost" onClick={() => setOpen(true)}>
        Remove
      </Button>
      {open && <RemoveDialog issuer={issuer} onClose={() => setOpen(false)} />}
    </>
  );
}

function RemoveDialog({ issuer, onClose }: { readonly issuer: string; readonly onClose: () => void }) {
  const remove = useOidcChange<void>(() => request(deleteOidc, {}));
  const change = { ...remove, mutate: () => remove.mutate(undefined, { onSuccess: onClose }) };
  return (
    <Confirmation title="Remove the identity provider?" description={issuer} verb="Remove" change={change} onClose={onClose}>
      <p>Whoever it has signed in is signed out. Their accounts stay, and they cannot sign in any more.</p>
    </Confirmation>
  );
}
