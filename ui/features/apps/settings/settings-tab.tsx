import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { SlidersHorizontal } from "lucide-react";
import { PlaceSelect } from "#ui/features/apps/place-select.tsx";
import type { App } from "#ui/features/apps/queries/apps.ts";
import { environmentsQuery } from "#ui/features/apps/queries/apps.ts";
import { settingsQuery } from "#ui/features/apps/queries/settings.ts";
import { SecretsPanel } from "#ui/features/apps/settings/secrets-panel.tsx";
import { SettingsForm } from "#ui/features/apps/settings/settings-form.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";

const route = getRouteApi("/shell/apps/$id");

/** How the app is run in one environment, from its next deployment there on. */
export function SettingsTab({ app }: { readonly app: App }) {
  const { in: chosen } = route.useSearch();
  const query = useQuery(environmentsQuery);
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={4} columns={2} />}>
      {({ items }) => {
        const places = items.map(({ id, name }) => ({ environmentId: id, environment: name }));
        const place = places.find(({ environmentId }) => environmentId === chosen) ?? places[0];
        if (place === undefined) return <NoEnvironment />;
        return (
          <div className="flex flex-col gap-4">
            <PlaceSelect places={places} value={place.environmentId} />
            <SettingsOf key={place.environmentId} app={app} environmentId={place.environmentId} />
          </div>
        );
      }}
    </Loaded>
  );
}

function SettingsOf({ app, environmentId }: { readonly app: App; readonly environmentId: string }) {
  const place = { id: app.id, environmentId };
  const query = useQuery(settingsQuery(place));
  return (
    <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_26rem]">
      <Loaded query={query} skeleton={<SkeletonRows rows={8} columns={2} />}>
        {(settings) => <SettingsForm place={place} versioned={settings} />}
      </Loaded>
      <SecretsPanel place={place} />
    </div>
  );
}

function NoEnvironment() {
  return (
    <Panel>
      <EmptyState icon={SlidersHorizontal} title="No environment yet">
        Settings belong to an app in an environment.{" "}
        <Link to="/admin/environments" className="text-accent underline underline-offset-2">
          Add an environment
        </Link>{" "}
        first.
      </EmptyState>
    </Panel>
  );
}
