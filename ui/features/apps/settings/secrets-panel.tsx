import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { deleteAppSecret } from "#schema/contract/app-settings";
import type { AppSecret, Place } from "#ui/features/apps/queries/settings.ts";
import { secretsQuery } from "#ui/features/apps/queries/settings.ts";
import { SecretDialog } from "#ui/features/apps/settings/secret-dialog.tsx";
import { Button } from "#ui/design/button.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";
import { useMay } from "#ui/lib/session.ts";

/** Names and versions; a value is never shown again. */
export function SecretsPanel({ place }: { readonly place: Place }) {
  const query = useQuery(secretsQuery(place));
  const mayWrite = useMay("app-secrets:write");
  const [editing, setEditing] = useState<{ readonly name: string | undefined }>();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: ({ name }: AppSecret) => request(deleteAppSecret, { params: { ...place, name } }),
    onSuccess: async (_, { name }) => {
      await client.invalidateQueries({ queryKey: secretsQuery(place).queryKey });
      toast.good(`${name} is left out from the next deployment on.`);
    },
  });
  return (
    <Panel
      title="Secrets"
      actions={
        mayWrite && (
          <Button size="sm" icon={<Plus aria-hidden className="size-3.5" />} onClick={() => setEditing({ name: undefined })}>
            Add
          </Button>
        )
      }
    >
      <Loaded query={query} skeleton={<SkeletonRows rows={2} columns={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="p-4 text-sm text-muted">
              None. A secret reaches the app as an environment variable, sealed for its host; nobody can read it here again.
            </p>
          ) : (
            <ul className="divide-y divide-line">
              {items.map((secret) => (
                <li key={secret.name} className="flex items-center gap-3 px-4 py-2.5">
                  <KeyRound aria-hidden className="size-4 shrink-0 text-faint" />
                  <span className="min-w-0 grow">
                    <span className="block truncate font-mono text-xs">{secret.name}</span>
                    <span className="text-xs text-muted">
                      Version {secret.version}, <RelativeTime at={secret.changedAt} /> by {secret.changedBy}
                    </span>
                  </span>
                  {mayWrite && (
                    <>
                      <Button size="sm" onClick={() => setEditing({ name: secret.name })}>
                        Replace
                      </Button>
                      <IconButton
                        size="sm"
                        label={`Remove ${secret.name}`}
                        icon={<Trash2 aria-hidden />}
                        onClick={() => remove.mutate(secret)}
                      />
                    </>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {editing !== undefined && <SecretDialog place={place} name={editing.name} onClose={() => setEditing(undefined)} />}
    </Panel>
  );
}
