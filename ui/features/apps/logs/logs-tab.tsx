import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { ScrollText } from "lucide-react";
import { LogView } from "#ui/features/apps/logs/log-view.tsx";
import { PlaceSelect } from "#ui/features/apps/place-select.tsx";
import type { App } from "#ui/features/apps/queries/apps.ts";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SearchInput } from "#ui/design/search-input.tsx";

const route = getRouteApi("/shell/apps/$id");

/** What the app's containers write in one environment. */
export function LogsTab({ app }: { readonly app: App }) {
  const { in: chosen, q = "" } = route.useSearch();
  const navigate = useNavigate();
  const placement = app.placements.find(({ environmentId }) => environmentId === chosen) ?? app.placements[0];
  if (placement === undefined) {
    return (
      <Panel>
        <EmptyState icon={ScrollText} title="No logs yet">
          Whatever the app writes to its console is kept and shown here from its first deployment on.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2">
        <PlaceSelect places={app.placements} value={placement.environmentId} />
        <SearchInput
          label="Find in logs"
          value={q}
          onChange={(value) =>
            void navigate({ to: ".", replace: true, search: (old) => ({ ...old, q: value === "" ? undefined : value }) })
          }
          className="w-full sm:w-72"
        />
      </div>
      <Panel>
        <LogView key={placement.environmentId} scope={{ appId: app.id, environmentId: placement.environmentId }} q={q} live />
      </Panel>
    </>
  );
}
