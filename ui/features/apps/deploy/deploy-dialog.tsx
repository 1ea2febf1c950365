import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { DeploymentDialog } from "#ui/features/apps/deploy/deployment-dialog.tsx";
import { Preview } from "#ui/features/apps/deploy/preview.tsx";
import type { DeploymentRequest } from "#ui/features/apps/deploy/use-deploy.ts";
import type { App } from "#ui/features/apps/queries/apps.ts";
import { environmentsQuery } from "#ui/features/apps/queries/apps.ts";
import { artifactsQuery } from "#ui/features/apps/queries/artifacts.ts";
import { Field } from "#ui/design/field.tsx";
import { Select } from "#ui/design/input.tsx";
import { formatMinute } from "#ui/lib/format/instant.ts";
import { usePreferences } from "#ui/lib/preferences.ts";

interface DeployDialogProps {
  readonly app: App;
  /** The version to begin with; default: the newest. */
  readonly artifactId?: string;
  readonly onClose: () => void;
}

/** A version, an environment, and what that would change there. */
export function DeployDialog({ app, artifactId, onClose }: DeployDialogProps) {
  const artifacts = useInfiniteQuery(artifactsQuery(app.id)).data?.pages.flatMap(({ items }) => items) ?? [];
  const environments = useQuery(environmentsQuery).data?.items;
  const { zone } = usePreferences();
  const [version, setVersion] = useState(artifactId);
  const [place, setPlace] = useState<string>();
  const artifact = version ?? artifacts[0]?.id;
  const environment = place ?? environments?.[0]?.id;
  const change: DeploymentRequest | undefined =
    artifact === undefined || environment === undefined
      ? undefined
      : { action: "deploy", appId: app.id, environmentId: environment, artifactId: artifact };
  return (
    <DeploymentDialog title={`Deploy ${app.name}`} label="Deploy" size="md" change={change} onClose={onClose}>
      {environments?.length === 0 ? (
        <p>
          There is no environment to deploy to.{" "}
          <Link to="/admin/environments" className="text-accent underline underline-offset-2">
            Add one
          </Link>{" "}
          first.
        </p>
      ) : (
        <>
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <Field label="Version">
              {(control) => (
                <Select {...control} data-autofocus value={artifact ?? ""} onChange={(event) => setVersion(event.target.value)}>
                  {artifacts.map(({ id, version: name, createdAt }) => (
                    <option key={id} value={id}>
                      {name}, {formatMinute(createdAt, zone)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="Environment">
              {(control) => (
                <Select {...control} value={environment ?? ""} onChange={(event) => setPlace(event.target.value)}>
                  {environments?.map(({ id, name, protected: isProtected }) => (
                    <option key={id} value={id}>
                      {name}
                      {isProtected ? " (protected)" : ""}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          {change !== undefined && <Preview of={change} />}
        </>
      )}
    </DeploymentDialog>
  );
}
