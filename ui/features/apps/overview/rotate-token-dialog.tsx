import { useMutation } from "@tanstack/react-query";
import { rotateAppToken } from "#schema/contract/deployments";
import { useOpenDeployment } from "#ui/features/apps/deploy/use-deploy.ts";
import type { App, Placement } from "#ui/features/apps/queries/apps.ts";
import { Confirmation } from "#ui/design/confirmation.tsx";
import { request } from "#ui/lib/api.ts";

interface RotateTokenDialogProps {
  readonly app: App;
  readonly placement: Placement;
  readonly onClose: () => void;
}

/** For when somebody may have seen the token; opens the restart that brings the new one. */
export function RotateTokenDialog({ app, placement, onClose }: RotateTokenDialogProps) {
  const { environmentId, environment } = placement;
  const open = useOpenDeployment();
  const rotate = useMutation({
    mutationFn: () => request(rotateAppToken, { params: { id: app.id, environmentId } }),
    meta: { silent: true },
    onSuccess: open,
  });
  return (
    <Confirmation
      title={`New telemetry token for ${app.name} in ${environment}?`}
      verb="Rotate and restart"
      change={rotate}
      onClose={onClose}
    >
      <p>
        The present token ends at once, and the app is restarted with a new one. What it sends in between is refused; its exporter tries
        again for a while.
      </p>
    </Confirmation>
  );
}
