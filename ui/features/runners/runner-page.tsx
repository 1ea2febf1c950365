import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import type { Runner } from "#ui/features/runners/queries/runners.ts";
import { runnerQuery } from "#ui/features/runners/queries/runners.ts";
import { RunnerActions } from "#ui/features/runners/runner-actions.tsx";
import { RunnerFacts } from "#ui/features/runners/runner-facts.tsx";
import { RunnerInstances } from "#ui/features/runners/runner-instances.tsx";
import { RunnerStateBadge } from "#ui/features/runners/runner-state-badge.tsx";
import { RunnerTasks } from "#ui/features/runners/runner-tasks.tsx";
import { CopyButton } from "#ui/design/copy-button.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { useMay } from "#ui/lib/session.ts";

const route = getRouteApi("/shell/admin/runners/$id");

export function RunnerPage() {
  const { id } = route.useParams();
  const query = useQuery(runnerQuery(id));
  return (
    <Loaded query={query} heading="h1" skeleton={<SkeletonRows columns={3} />}>
      {(runner) => <RunnerView runner={runner} />}
    </Loaded>
  );
}

function RunnerView({ runner }: { readonly runner: Runner }) {
  const mayWrite = useMay("runners:write");
  const mayLook = useMay("apps:read");
  const mayAsk = mayWrite && runner.state !== "revoked";
  return (
    <>
      <PageHeader
        back={
          <Link to="/admin/runners" className="inline-flex items-center gap-0.5 hover:text-ink">
            <ChevronLeft aria-hidden className="size-3.5" /> Runners
          </Link>
        }
        title={
          <span className="flex items-center gap-3">
            {runner.name}
            <RunnerStateBadge state={runner.state} />
          </span>
        }
        description={
          <span className="inline-flex items-center font-mono text-xs">
            {runner.host.name} <CopyButton text={runner.id} label="Copy runner id" />
          </span>
        }
        actions={mayWrite && <RunnerActions runner={runner} />}
      />
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[22rem_minmax(0,1fr)]">
        <RunnerFacts runner={runner} />
        <div className="flex min-w-0 flex-col gap-5">
          {runner.capable && mayLook && <RunnerInstances runner={runner} mayAsk={mayAsk} />}
          <RunnerTasks runner={runner} mayAsk={mayAsk} />
        </div>
      </div>
    </>
  );
}
