import { useState } from "react";
import { DeploymentDialog } from "#ui/features/apps/deploy/deployment-dialog.tsx";
import type { DeploymentRequest } from "#ui/features/apps/deploy/use-deploy.ts";
import type { App, Placement } from "#ui/features/apps/queries/apps.ts";
import { Checkbox } from "#ui/design/checkbox.tsx";

type Verb = "start" | "stop" | "restart" | "remove";

const texts: Readonly<Record<Verb, { readonly label: string; readonly text: string }>> = {
  start: { label: "Start", text: "Its containers are started again with the revision that was stopped." },
  stop: { label: "Stop", text: "It is taken out of routing, finishes what is under way, and stops. Nothing is deleted." },
  restart: { label: "Restart", text: "Each instance is replaced by a fresh one of the same revision, in the way that its settings say." },
  remove: { label: "Remove", text: "It is stopped and taken off the host. Versions, settings and history stay; it can be deployed again." },
};

interface ChangeDialogProps {
  readonly verb: Verb;
  readonly app: App;
  readonly placement: Placement;
  readonly onClose: () => void;
}

/** A change that needs nothing but a yes. */
export function ChangeDialog({ verb, app, placement, onClose }: ChangeDialogProps) {
  const [purge, setPurge] = useState(false);
  const { appId, environmentId, environment } = placement;
  const at = { appId, environmentId };
  const change: DeploymentRequest = verb === "remove" ? { action: verb, ...at, purge } : { action: verb, ...at };
  return (
    <DeploymentDialog
      title={`${texts[verb].label} ${app.name} in ${environment}?`}
      label={texts[verb].label}
      danger={verb === "stop" || verb === "remove"}
      change={change}
      onClose={onClose}
    >
      <p>{texts[verb].text}</p>
      {verb === "remove" && (
        <Checkbox
          label="Also delete its images and files on the host"
          checked={purge}
          onChange={(event) => setPurge(event.target.checked)}
        />
      )}
    </DeploymentDialog>
  );
}
