import type { FormEvent } from "react";
import { lazy, Suspense, useState } from "react";
import { beginSecondFactor, confirmSecondFactor } from "#schema/contract/account";
import type { Answer } from "#schema/contract/endpoint";
import { CodeField } from "#ui/features/account/second-factor/code-field.tsx";
import { explainProof } from "#ui/features/account/second-factor/explain-proof.ts";
import { RecoveryCodesDialog } from "#ui/features/account/second-factor/recovery-codes-dialog.tsx";
import { useAccountChange } from "#ui/features/account/use-account-change.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { CopyButton } from "#ui/design/copy-button.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { PasswordInput } from "#ui/design/password-input.tsx";
import { request } from "#ui/lib/api.ts";

const QrCode = lazy(() => import("#ui/features/account/second-factor/qr-code.tsx").then((module) => ({ default: module.QrCode })));

type Begun = Answer<typeof beginSecondFactor>;

/** Password, then the app reads the secret and proves it, then the recovery codes. */
export function SetUpDialog({ onClose }: { readonly onClose: () => void }) {
  const [begun, setBegun] = useState<Begun>();
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes !== undefined) return <RecoveryCodesDialog codes={codes} onClose={onClose} />;
  if (begun !== undefined) return <ConfirmStep begun={begun} onConfirmed={setCodes} onClose={onClose} />;
  return <PasswordStep onBegun={setBegun} onClose={onClose} />;
}

interface PasswordStepProps {
  readonly onBegun: (begun: Begun) => void;
  readonly onClose: () => void;
}

function PasswordStep({ onBegun, onClose }: PasswordStepProps) {
  const [password, setPassword] = useState("");
  const begin = useAccountChange({ run: () => request(beginSecondFactor, { body: { password } }), onDone: onBegun });
  function submit(event: FormEvent) {
    event.preventDefault();
    begin.mutate(undefined);
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Set up a second factor"
      description="You need an authenticator app on your phone; most password managers are one, too."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="begin-second-factor" variant="primary" busy={begin.isPending}>
            Continue
          </Button>
        </>
      }
    >
      <form id="begin-second-factor" onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Your password" error={begin.error === null ? undefined : explainProof(begin.error)}>
          {(control) => (
            <PasswordInput
              {...control}
              autoComplete="current-password"
              required
              data-autofocus
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}

interface ConfirmStepProps {
  readonly begun: Begun;
  readonly onConfirmed: (codes: readonly string[]) => void;
  readonly onClose: () => void;
}

function ConfirmStep({ begun: { secret, uri }, onConfirmed, onClose }: ConfirmStepProps) {
  const [code, setCode] = useState("");
  const confirm = useAccountChange({
    run: () => request(confirmSecondFactor, { body: { code } }),
    onDone: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    confirm.mutate(undefined);
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Scan this with your app"
      description="Then enter the code that the app shows. Nothing changes before that."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="confirm-second-factor" variant="primary" busy={confirm.isPending}>
            Turn on
          </Button>
        </>
      }
    >
      <form id="confirm-second-factor" onSubmit={submit} className="flex flex-col gap-4">
        <div className="mx-auto size-52 overflow-hidden rounded-lg">
          <Suspense>
            <QrCode text={uri} label="QR code with the secret for your authenticator app" />
          </Suspense>
        </div>
        <div>
          <p className="text-xs text-muted">Cannot scan it? Type this key into the app:</p>
          <div className="mt-1 flex items-center gap-1">
            <code className="text-xs break-all">{(secret.match(/.{1,4}/g) ?? []).join(" ")}</code>
            <CopyButton text={secret} label="Copy key" />
          </div>
        </div>
        <CodeField value={code} onChange={setCode} autofocus />
        {confirm.error !== null && (
          <Callout tone="bad" urgent>
            {explainProof(confirm.error)}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}
