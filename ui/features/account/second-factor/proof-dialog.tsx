import type { FormEvent, ReactNode } from "react";
import { useId, useState } from "react";
import { CodeField } from "#ui/features/account/second-factor/code-field.tsx";
import { explainProof } from "#ui/features/account/second-factor/explain-proof.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { PasswordInput } from "#ui/design/password-input.tsx";

interface ProofDialogProps {
  readonly title: string;
  readonly verb: string;
  readonly danger?: boolean;
  readonly change: {
    readonly mutate: (proof: { password: string; code: string }) => void;
    readonly isPending: boolean;
    readonly error: Error | null;
  };
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks for password and code before something is done to the second factor. */
export function ProofDialog({ title, verb, danger = false, change, onClose, children }: ProofDialogProps) {
  const formId = useId();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate({ password, code });
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={children}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant={danger ? "danger" : "primary"} busy={change.isPending}>
            {verb}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Your password">
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
        <CodeField value={code} onChange={setCode} hint="Of your authenticator app, or a recovery code." />
        {change.error !== null && (
          <Callout tone="bad" urgent>
            {explainProof(change.error)}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}
