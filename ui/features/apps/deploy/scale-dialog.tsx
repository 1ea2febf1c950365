import { useState } from "react";
import { DeploymentDialog } from "#ui/features/apps/deploy/deployment-dialog.tsx";
import type { Placement } from "#ui/features/apps/queries/apps.ts";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";

const most = 50;

export function ScaleDialog({ placement, onClose }: { readonly placement: Placement; readonly onClose: () => void }) {
  const { appId, environmentId, environment, desired } = placement;
  const [replicas, setReplicas] = useState(String(desired.replicas));
  const count = Number(replicas);
  const good = Number.isInteger(count) && count >= 1 && count <= most;
  return (
    <DeploymentDialog
      title={`Scale in ${environment}`}
      label="Scale"
      change={good && count !== desired.replicas ? { action: "scale", appId, environmentId, replicas: count } : undefined}
      onClose={onClose}
    >
      <Field
        label="Instances"
        hint={`Now ${desired.replicas}. To run none, stop the app.`}
        error={good ? undefined : `A number from 1 to ${most}.`}
      >
        {(control) => (
          <Input
            {...control}
            data-autofocus
            type="number"
            min={1}
            max={most}
            value={replicas}
            onChange={(event) => setReplicas(event.target.value)}
          />
        )}
      </Field>
    </DeploymentDialog>
  );
}
