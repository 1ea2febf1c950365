import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { FirstData } from "#ui/features/onboarding/first-data.tsx";
import { CameleerAgentTab, JavaAgentTab, OpenTelemetryTab } from "#ui/features/onboarding/instruction-tabs.tsx";
import type { Destination } from "#ui/features/onboarding/instructions.ts";
import { bootstrapTokenQuery } from "#ui/features/onboarding/bootstrap-token.ts";
import type { WelcomeTab } from "#ui/features/onboarding/search.ts";
import { Callout } from "#ui/design/callout.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Tabs } from "#ui/design/tabs.tsx";
import { onboardingQuery } from "#ui/lib/onboarding.ts";
import { useMay } from "#ui/lib/session.ts";

const route = getRouteApi("/shell/welcome");

const tabs = [
  { id: "otel", label: "My Camel app has OpenTelemetry" },
  { id: "javaagent", label: "I use the OTel Java agent" },
  { id: "agent", label: "I use the Cameleer agent" },
] as const;

/** First run: lines to copy, and a signal that flips when the first data arrives. */
export function WelcomePage() {
  const { how: tab = "otel", runtime = "main" } = route.useSearch();
  const navigate = useNavigate();
  const { destination, tokenHidden } = useDestination();
  const { data: onboarding } = useQuery(onboardingQuery);
  const choose = (change: { how?: WelcomeTab; runtime?: typeof runtime }) =>
    void navigate({ to: ".", replace: true, search: (old) => ({ ...old, ...change }) });
  return (
    <div className="mx-auto max-w-5xl">
      <PageHeader
        title={(onboarding?.firstDataAt ?? null) === null ? "Connect your first app" : "Connect an app"}
        description="Three short steps in your app, nothing to install here. Its exchanges become searchable within seconds."
      />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <Tabs label="How your app is set up" tabs={tabs} value={tab} onChange={(next) => choose({ how: next })} className="max-lg:order-2">
          <div className="flex flex-col gap-5 pt-5">
            {tokenHidden && (
              <Callout tone="info">
                Your role does not show the agents' token. Ask an administrator for it and put it in place of <code>&lt;token&gt;</code>.
              </Callout>
            )}
            {tab === "otel" && (
              <OpenTelemetryTab destination={destination} runtime={runtime} onRuntime={(next) => choose({ runtime: next })} />
            )}
            {tab === "javaagent" && <JavaAgentTab destination={destination} />}
            {tab === "agent" && <CameleerAgentTab destination={destination} />}
          </div>
        </Tabs>
        <FirstData />
      </div>
    </div>
  );
}

function useDestination(): { readonly destination: Destination; readonly tokenHidden: boolean } {
  const maySeeToken = useMay("bootstrap-tokens:read");
  const { data: token } = useQuery({ ...bootstrapTokenQuery, enabled: maySeeToken });
  const { data: onboarding } = useQuery(onboardingQuery);
  return {
    destination: { url: onboarding?.ingestUrl ?? location.origin, token: token?.token ?? "<token>" },
    tokenHidden: !maySeeToken,
  };
}
