import { useMutation, useQueryClient } from "@tanstack/react-query";
import { deleteArtifact } from "#schema/contract/artifacts";
import type { Artifact } from "#ui/features/apps/queries/artifacts.ts";
import { Confirmation } from "#ui/design/confirmation.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface DeleteArtifactDialogProps {
  readonly artifact: Artifact;
  readonly onClose: () => void;
}

export function DeleteArtifactDialog({ artifact, onClose }: DeleteArtifactDialogProps) {
  const client = useQueryClient();
  const { id, version } = artifact;
  const remove = useMutation({
    mutationFn: () => request(deleteArtifact, { params: { id } }),
    meta: { silent: true },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["apps"] });
      toast.good(`Version ${version} was deleted.`);
      onClose();
    },
  });
  return (
    <Confirmation title={`Delete version ${version}?`} verb="Delete" change={remove} onClose={onClose}>
      <p>It was never deployed, so no rollback needs it. Uploading the same file again brings it back.</p>
    </Confirmation>
  );
}
