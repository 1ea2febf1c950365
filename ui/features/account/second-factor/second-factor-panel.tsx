import { useState } from "react";
import { removeSecondFactor, renewRecoveryCodes } from "#schema/contract/account";
import type { Account } from "#ui/features/account/queries/account.ts";
import { ProofDialog } from "#ui/features/account/second-factor/proof-dialog.tsx";
import { RecoveryCodesDialog } from "#ui/features/account/second-factor/recovery-codes-dialog.tsx";
import { SetUpDialog } from "#ui/features/account/second-factor/set-up-dialog.tsx";
import { useAccountChange } from "#ui/features/account/use-account-change.ts";
import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

type SecondFactor = NonNullable<Account["secondFactor"]>;

/** Fewer recovery codes than this are a reason for new ones. */
const fewCodes = 3;

/** The dialog that sets it up shows the recovery codes when the second factor is there already: it outlives what it was opened from. */
export function SecondFactorPanel({ secondFactor }: { readonly secondFactor: SecondFactor | null }) {
  const [settingUp, setSettingUp] = useState(false);
  return (
    <Panel title="Second factor">
      {secondFactor === null ? <NoFactor onSetUp={() => setSettingUp(true)} /> : <Factor secondFactor={secondFactor} />}
      {settingUp && <SetUpDialog onClose={() => setSettingUp(false)} />}
    </Panel>
  );
}

function NoFactor({ onSetUp }: { readonly onSetUp: () => void }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3.5">
      <p className="max-w-prose min-w-0 flex-1 basis-72">
        An app on your phone shows a code that signing in then asks for. Whoever gets hold of your password cannot use it without the phone.
      </p>
      <Button variant="primary" onClick={onSetUp}>
        Set up…
      </Button>
    </div>
  );
}

type Doing = { readonly kind: "renew" | "remove" } | { readonly kind: "show"; readonly codes: readonly string[] };

function Factor({ secondFactor: { since, recoveryCodesLeft } }: { readonly secondFactor: SecondFactor }) {
  const [doing, setDoing] = useState<Doing>();
  const done = () => setDoing(undefined);
  return (
    <div className="flex flex-col gap-3 px-4 py-3.5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone="good">On</Badge> <span>Authenticator app</span>
          </p>
          <p className="mt-1 text-xs text-muted">
            Set up <RelativeTime at={since} />
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setDoing({ kind: "renew" })}>New recovery codes…</Button>
          <Button onClick={() => setDoing({ kind: "remove" })}>Remove…</Button>
        </div>
      </div>
      {recoveryCodesLeft < fewCodes ? (
        <Callout tone="warn">
          {recoveryCodesLeft === 0 ? "No recovery code is left." : `Only ${recoveryCodesLeft} recovery codes are left.`} Without the phone
          they are your only way in: make new ones.
        </Callout>
      ) : (
        <p className="text-muted">{recoveryCodesLeft} recovery codes are left.</p>
      )}
      {doing?.kind === "renew" && <RenewDialog onClose={done} onRenewed={(codes) => setDoing({ kind: "show", codes })} />}
      {doing?.kind === "remove" && <RemoveDialog onClose={done} />}
      {doing?.kind === "show" && <RecoveryCodesDialog codes={doing.codes} onClose={done} />}
    </div>
  );
}

interface RenewDialogProps {
  readonly onClose: () => void;
  readonly onRenewed: (codes: readonly string[]) => void;
}

function RenewDialog({ onClose, onRenewed }: RenewDialogProps) {
  const renew = useAccountChange({
    run: (proof: { password: string; code: string }) => request(renewRecoveryCodes, { body: proof }),
    onDone: ({ recoveryCodes }) => onRenewed(recoveryCodes),
  });
  return (
    <ProofDialog title="New recovery codes" verb="Make new codes" change={renew} onClose={onClose}>
      Ten new codes take the place of the old ones, which end at once.
    </ProofDialog>
  );
}

function RemoveDialog({ onClose }: { readonly onClose: () => void }) {
  const remove = useAccountChange({
    run: (proof: { password: string; code: string }) => request(removeSecondFactor, { body: proof }),
    onDone: () => {
      toast.good("The second factor was removed.");
      onClose();
    },
  });
  return (
    <ProofDialog title="Remove the second factor?" verb="Remove" danger change={remove} onClose={onClose}>
      From then on your password alone is enough to sign in.
    </ProofDialog>
  );
}
