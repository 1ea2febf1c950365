import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DeploymentDialog } from "#ui/features/apps/deploy/deployment-dialog.tsx";
import { Preview } from "#ui/features/apps/deploy/preview.tsx";
import { isOver } from "#ui/features/apps/deployments/deployment-states.ts";
import type { DeploymentRequest } from "#ui/features/apps/deploy/use-deploy.ts";
import type { Placement } from "#ui/features/apps/queries/apps.ts";
import { deploymentsQuery, revisionsQuery } from "#ui/features/apps/queries/deployments.ts";
import { Field } from "#ui/design/field.tsx";
import { Select } from "#ui/design/input.tsx";
import { SegmentedControl } from "#ui/design/segmented-control.tsx";
import { formatMinute } from "#ui/lib/format/instant.ts";
import { usePreferences } from "#ui/lib/preferences.ts";

type Settings = "revision" | "current";

interface RollbackDialogProps {
  readonly placement: Placement;
  /** The revision to begin with; default: the last one that worked before the present one. */
  readonly revisionId?: string;
  readonly onClose: () => void;
}

/** Back to an earlier revision, with or without its settings; shows what would change. */
export function RollbackDialog({ placement, revisionId, onClose }: RollbackDialogProps) {
  const { appId, environmentId, environment, desired } = placement;
  const { data } = useQuery(revisionsQuery({ appId, environmentId }));
  const earlier = data?.items.filter(({ id }) => id !== desired.revisionId) ?? [];
  const { zone } = usePreferences();
  const [chosen, setChosen] = useState(revisionId);
  const [settings, setSettings] = useState<Settings>("revision");
  const history = useInfiniteQuery(deploymentsQuery({ appId, environmentId })).data?.pages.flatMap(({ items }) => items);
  const isWorking = (id: string) =>
    history?.some((deployment) => deployment.revisionId === id && deployment.state === "succeeded") === true;
  const isBroken = (id: string) =>
    !isWorking(id) && history?.some((deployment) => deployment.revisionId === id && isOver(deployment.state)) === true;
  const usual = history && (earlier.find(({ id }) => isWorking(id)) ?? earlier[0])?.id;
  const target = chosen ?? usual;
  const change: DeploymentRequest | undefined =
    target === undefined ? undefined : { action: "rollback", appId, environmentId, revisionId: target, settings };
  return (
    <DeploymentDialog title={`Roll back in ${environment}`} label="Roll back" size="md" change={change} onClose={onClose}>
      {data !== undefined && earlier.length === 0 ? (
        <p>There is no earlier revision here.</p>
      ) : (
        <>
          <Field label="Back to">
            {(control) => (
              <Select {...control} data-autofocus value={target ?? ""} onChange={(event) => setChosen(event.target.value)}>
                {earlier.map(({ id, number, artifact, createdAt, createdBy }) => (
                  <option key={id} value={id}>
                    Revision {number}: {artifact.version}, {formatMinute(createdAt, zone)}, {createdBy}
                    {isBroken(id) && ", did not get ready"}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <div className="flex flex-wrap items-center gap-3 text-sm">
            <span>Settings and secrets</span>
            <SegmentedControl
              label="Settings and secrets"
              value={settings}
              onChange={setSettings}
              options={[
                { value: "revision", label: "go back too" },
                { value: "current", label: "stay as they are" },
              ]}
            />
          </div>
          {change !== undefined && <Preview of={change} />}
        </>
      )}
    </DeploymentDialog>
  );
}
