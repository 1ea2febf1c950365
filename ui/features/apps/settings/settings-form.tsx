import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { getAppSettings, putAppSettings } from "#schema/contract/app-settings";
import { Problem } from "#schema/problems";
import type { Place, Settings, VersionedSettings } from "#ui/features/apps/queries/settings.ts";
import { settingsQuery } from "#ui/features/apps/queries/settings.ts";
import { draftOf, rebased, settingsOf } from "#ui/features/apps/settings/draft.ts";
import { AddressPanel, ResourcesPanel, UpdatePanel } from "#ui/features/apps/settings/settings-panels.tsx";
import { VariablesField } from "#ui/features/apps/settings/variables-field.tsx";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { request } from "#ui/lib/api.ts";
import { useMay } from "#ui/lib/session.ts";

interface SettingsFormProps {
  readonly place: Place;
  readonly versioned: VersionedSettings;
}

export function SettingsForm({ place, versioned }: SettingsFormProps) {
  const [base, setBase] = useState(versioned);
  const { settings, version, changedAt, changedBy } = base;
  const [draft, setDraft] = useState(() => draftOf(settings));
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const mayWrite = useMay("apps:write");
  const next = settingsOf(draft, settings);
  const changed = JSON.stringify(next) !== JSON.stringify(settings);
  const goOnFrom = (stored: VersionedSettings) => {
    setDraft(rebased(draft, draftOf(settings), draftOf(stored.settings)));
    setBase(stored);
  };
  const save = useSave(place, version, goOnFrom);

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate(next);
  }

  return (
    <form onSubmit={submit}>
      <fieldset disabled={!mayWrite} className="flex min-w-0 flex-col gap-5">
        <Panel title="Environment variables">
          <div className="p-4">
            <VariablesField variables={draft.variables} onChange={(variables) => change({ variables })} />
          </div>
        </Panel>
        <ResourcesPanel draft={draft} onChange={change} />
        <AddressPanel draft={draft} onChange={change} />
        <UpdatePanel draft={draft} onChange={change} />
        {save.error !== null && (
          <Callout tone="bad" urgent>
            {isConflict(save.error)
              ? `${changedBy} saved version ${version} meanwhile. Your changes are in the form on top of it: look it through and save again.`
              : save.error.message}
          </Callout>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" busy={save.isPending} disabled={!changed}>
            Save
          </Button>
          <span className="text-xs text-muted">
            {changedAt === null ? (
              "The defaults."
            ) : (
              <>
                Version {version}, <RelativeTime at={changedAt} /> by {changedBy}.
              </>
            )}{" "}
            What is saved takes effect with the next deployment.
          </span>
        </div>
      </fieldset>
    </form>
  );
}

function isConflict(error: Error): boolean {
  return error instanceof Problem && error.code === "conflict";
}

/** `goOnFrom` gets what is stored now: what was saved here, or what somebody else has saved meanwhile. */
function useSave(place: Place, basedOn: number, goOnFrom: (stored: VersionedSettings) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (settings: Settings) => request(putAppSettings, { params: place, body: { settings, basedOn } }),
    meta: { silent: true },
    onError: async (error) => {
      if (isConflict(error)) goOnFrom(await request(getAppSettings, { params: place }));
    },
    onSuccess: (saved) => {
      goOnFrom(saved);
      client.setQueryData(settingsQuery(place).queryKey, saved);
      toast.good("The settings were saved.");
    },
  });
}
