import { PackageOpen } from "lucide-react";
import { Link } from "@tanstack/react-router";
import { PlacementCard } from "#ui/features/apps/overview/placement-card.tsx";
import type { App } from "#ui/features/apps/queries/apps.ts";
import { buttonClass } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Panel } from "#ui/design/panel.tsx";

/** How the app is in each environment: what is wanted, and what its runner sees. */
export function OverviewTab({ app }: { readonly app: App }) {
  if (app.placements.length === 0) return <NotDeployed app={app} />;
  return (
    <div className="flex flex-col gap-4">
      {app.placements.map((placement) => (
        <PlacementCard key={placement.environmentId} app={app} placement={placement} />
      ))}
    </div>
  );
}

function NotDeployed({ app }: { readonly app: App }) {
  const empty = app.artifacts === 0;
  return (
    <Panel>
      <EmptyState
        icon={PackageOpen}
        title={empty ? "Upload the first JAR" : "Deployed nowhere yet"}
        actions={
          <Link
            to="."
            search={(old) => ({ ...old, show: "artifacts" as const })}
            className={buttonClass({ variant: empty ? "primary" : "plain" })}
          >
            {empty ? "Upload a JAR" : "See the versions"}
          </Link>
        }
      >
        {empty
          ? "Any runnable JAR will do: camel-main, Spring Boot or Quarkus. The server looks into it and says what it found before anything runs."
          : "Choose a version and an environment with “Deploy”."}
      </EmptyState>
    </Panel>
  );
}
