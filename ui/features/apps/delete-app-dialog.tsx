import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { deleteApp } from "#schema/contract/apps";
import type { App } from "#ui/features/apps/queries/apps.ts";
import { appQuery, appsQuery } from "#ui/features/apps/queries/apps.ts";
import { Confirmation } from "#ui/design/confirmation.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface DeleteAppDialogProps {
  readonly app: App;
  readonly onClose: () => void;
}

export function DeleteAppDialog({ app, onClose }: DeleteAppDialogProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => request(deleteApp, { params: { id: app.id } }),
    meta: { silent: true },
    onSuccess: async () => {
      await navigate({ to: "/apps" });
      client.removeQueries({ queryKey: appQuery(app.id).queryKey });
      await client.invalidateQueries({ queryKey: appsQuery.queryKey });
      toast.good(`${app.name} was deleted.`);
    },
  });
  const places = app.placements.map(({ environment }) => environment);
  return (
    <Confirmation title={`Delete ${app.name}?`} verb="Delete" disabled={places.length > 0} change={remove} onClose={onClose}>
      <p>
        {places.length > 0
          ? `It is deployed in ${places.join(", ")}. Remove it there first, in the menu of each place on its overview.`
          : "Its versions, settings, secrets and the history of its deployments go with it, for good. Its exchanges and logs stay and can still be searched."}
      </p>
    </Confirmation>
  );
}
