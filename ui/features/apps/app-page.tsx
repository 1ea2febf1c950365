import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Boxes, ChevronLeft, History, Package, Rocket, ScrollText, SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { AppActions } from "#ui/features/apps/app-actions.tsx";
import { ArtifactsTab } from "#ui/features/apps/artifacts/artifacts-tab.tsx";
import { DeployDialog } from "#ui/features/apps/deploy/deploy-dialog.tsx";
import { DeploymentsTab } from "#ui/features/apps/deployments/deployments-tab.tsx";
import { LogsTab } from "#ui/features/apps/logs/logs-tab.tsx";
import { OverviewTab } from "#ui/features/apps/overview/overview-tab.tsx";
import type { App } from "#ui/features/apps/queries/apps.ts";
import { appQuery } from "#ui/features/apps/queries/apps.ts";
import type { AppTab } from "#ui/features/apps/search.ts";
import { SettingsTab } from "#ui/features/apps/settings/settings-tab.tsx";
import { Button } from "#ui/design/button.tsx";
import { CopyButton } from "#ui/design/copy-button.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import type { Tab } from "#ui/design/tabs.tsx";
import { Tabs } from "#ui/design/tabs.tsx";
import { useMay } from "#ui/lib/session.ts";

const route = getRouteApi("/shell/apps/$id");

export function AppPage() {
  const { id } = route.useParams();
  const query = useQuery(appQuery(id));
  return (
    <Loaded query={query} heading="h1" skeleton={<SkeletonRows columns={3} />}>
      {(app) => <AppView app={app} />}
    </Loaded>
  );
}

function AppView({ app }: { readonly app: App }) {
  const { show: tab = "overview" } = route.useSearch();
  const navigate = useNavigate();
  const mayDeploy = useMay("deployments:write");
  const mayEdit = useMay("apps:write");
  const [deploys, setDeploys] = useState(false);
  return (
    <>
      <PageHeader
        back={
          <Link to="/apps" className="inline-flex items-center gap-0.5 hover:text-ink">
            <ChevronLeft aria-hidden className="size-3.5" /> Applications
          </Link>
        }
        title={
          <span className="inline-flex items-center gap-1">
            {app.name} <CopyButton text={app.id} label="Copy app id" />
          </span>
        }
        description={[app.displayName, app.description].filter((text) => text !== "").join(" · ")}
        actions={
          <>
            {mayDeploy && (
              <Button
                variant="primary"
                icon={<Rocket aria-hidden className="size-4" />}
                disabled={app.artifacts === 0}
                data-tooltip={app.artifacts === 0 ? "Upload a JAR first" : undefined}
                onClick={() => setDeploys(true)}
              >
                Deploy
              </Button>
            )}
            {mayEdit && <AppActions app={app} />}
          </>
        }
      />
      <Tabs
        label="App"
        tabs={tabsOf(app)}
        value={tab}
        onChange={(next) => void navigate({ to: ".", replace: true, search: (old) => ({ ...old, show: next }) })}
      >
        <div className="pt-4">
          <TabContent app={app} tab={tab} />
        </div>
      </Tabs>
      {deploys && <DeployDialog app={app} onClose={() => setDeploys(false)} />}
    </>
  );
}

function tabsOf(app: App): readonly Tab<AppTab>[] {
  const icon = "size-3.5";
  return [
    { id: "overview", label: "Overview", icon: <Boxes aria-hidden className={icon} /> },
    { id: "artifacts", label: "Versions", icon: <Package aria-hidden className={icon} />, count: app.artifacts },
    { id: "deployments", label: "Deployments", icon: <History aria-hidden className={icon} /> },
    { id: "settings", label: "Settings", icon: <SlidersHorizontal aria-hidden className={icon} /> },
    { id: "logs", label: "Logs", icon: <ScrollText aria-hidden className={icon} /> },
  ];
}

function TabContent({ app, tab }: { readonly app: App; readonly tab: AppTab }) {
  switch (tab) {
    case "overview":
      return <OverviewTab app={app} />;
    case "artifacts":
      return <ArtifactsTab app={app} />;
    case "deployments":
      return <DeploymentsTab app={app} />;
    case "settings":
      return <SettingsTab app={app} />;
    case "logs":
      return <LogsTab app={app} />;
  }
}
