import type { ReactNode } from "react";
import { useState } from "react";
import type { DeploymentRequest } from "#ui/features/apps/deploy/use-deploy.ts";
import { useDeploy } from "#ui/features/apps/deploy/use-deploy.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";

interface DeploymentDialogProps {
  readonly title: string;
  readonly label: string;
  readonly danger?: boolean;
  readonly size?: "sm" | "md" | "lg";
  /** The change, without its reason; undefined while something is not chosen yet. */
  readonly change: DeploymentRequest | undefined;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What every change has in common: a reason for the history, and the way to ask for it. */
export function DeploymentDialog({ title, label, danger = false, size = "sm", change, onClose, children }: DeploymentDialogProps) {
  const [reason, setReason] = useState("");
  const deploy = useDeploy();
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      size={size}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={danger ? "danger" : "primary"}
            busy={deploy.isPending}
            disabled={change === undefined}
            onClick={() => change !== undefined && deploy.mutate({ ...change, reason })}
          >
            {label}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {children}
        <Field label="Reason" hint="For the history and the audit log; may be empty.">
          {(control) => <Input {...control} maxLength={512} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        {deploy.error !== null && (
          <Callout tone="bad" urgent>
            {deploy.error.message}
          </Callout>
        )}
      </div>
    </Dialog>
  );
}
