import { useMutation, useQueryClient } from "@tanstack/react-query";
import { deleteEnvironment } from "#schema/contract/environments";
import type { Environment } from "#ui/features/environments/queries/environments.ts";
import { managedEnvironmentsQuery } from "#ui/features/environments/queries/environments.ts";
import { Confirmation } from "#ui/design/confirmation.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface DeleteEnvironmentDialogProps {
  readonly environment: Environment;
  readonly onClose: () => void;
}

export function DeleteEnvironmentDialog({ environment, onClose }: DeleteEnvironmentDialogProps) {
  const client = useQueryClient();
  const inUse = environment.apps > 0;
  const remove = useMutation({
    mutationFn: () => request(deleteEnvironment, { params: { id: environment.id } }),
    meta: { silent: true },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: managedEnvironmentsQuery.queryKey });
      toast.good(`${environment.name} was deleted.`);
      onClose();
    },
  });
  return (
    <Confirmation title={`Delete ${environment.name}?`} verb="Delete" disabled={inUse} change={remove} onClose={onClose}>
      <p>
        {inUse
          ? "Apps are deployed here. Remove them from it first."
          : "Settings and secrets that apps have for it go with it. Its telemetry stays and can still be searched."}
      </p>
    </Confirmation>
  );
}
