import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DeploymentDialog } from "#ui/features/apps/deploy/deployment-dialog.tsx";
import { Preview } from "#ui/features/apps/deploy/preview.tsx";
import type { DeploymentRequest } from "#ui/features/apps/deploy/use-deploy.ts";
import type { App, Placement } from "#ui/features/apps/queries/apps.ts";
import { environmentsQuery } from "#ui/features/apps/queries/apps.ts";
import { Field } from "#ui/design/field.tsx";
import { Select } from "#ui/design/input.tsx";

interface PromoteDialogProps {
  readonly app: App;
  readonly placement: Placement;
  readonly onClose: () => void;
}

/** The same version to another environment, with that environment's own settings and secrets. */
export function PromoteDialog({ app, placement, onClose }: PromoteDialogProps) {
  const { environmentId: from, environment } = placement;
  const { data } = useQuery(environmentsQuery);
  const others = data?.items.filter(({ id }) => id !== from) ?? [];
  const position = data?.items.find(({ id }) => id === from)?.position ?? -1;
  const next = others.find((one) => one.position > position) ?? others[0];
  const [chosen, setChosen] = useState<string>();
  const target = chosen ?? next?.id;
  const change: DeploymentRequest | undefined =
    target === undefined ? undefined : { action: "promote", appId: app.id, environmentId: target, fromEnvironmentId: from };
  return (
    <DeploymentDialog
      title={`Promote ${placement.desired.artifactVersion} from ${environment}`}
      label="Promote"
      size="md"
      change={change}
      onClose={onClose}
    >
      {data !== undefined && others.length === 0 ? (
        <p>There is no other environment. Add one under Administration → Environments.</p>
      ) : (
        <>
          <Field label="To">
            {(control) => (
              <Select {...control} data-autofocus value={target ?? ""} onChange={(event) => setChosen(event.target.value)}>
                {others.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {change !== undefined && <Preview of={change} />}
        </>
      )}
    </DeploymentDialog>
  );
}
