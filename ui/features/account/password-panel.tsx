import { useState } from "react";
import { PasswordDialog } from "#ui/features/account/password-dialog.tsx";
import { Button } from "#ui/design/button.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";

export function PasswordPanel({ changedAt }: { readonly changedAt: string }) {
  const [changing, setChanging] = useState(false);
  return (
    <Panel title="Password">
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3.5">
        <p>
          Last changed <RelativeTime at={changedAt} />
        </p>
        <Button onClick={() => setChanging(true)}>Change password…</Button>
      </div>
      {changing && <PasswordDialog onClose={() => setChanging(false)} />}
    </Panel>
  );
}
