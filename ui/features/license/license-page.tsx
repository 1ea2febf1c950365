import { useQuery } from "@tanstack/react-query";
import { ApplyLicense } from "#ui/features/license/apply-license.tsx";
import { FeatureList } from "#ui/features/license/feature-list.tsx";
import { LicenseHistory } from "#ui/features/license/license-history.tsx";
import { LicenseState } from "#ui/features/license/license-state.tsx";
import { licenseQuery } from "#ui/features/license/queries/license.ts";
import { UsageMeters } from "#ui/features/license/usage-meters.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { useMay } from "#ui/lib/session.ts";

/** What this server is licensed for, how much of it is used, and the way to change it. */
export function LicensePage() {
  const query = useQuery(licenseQuery);
  const mayApply = useMay("license:write");
  return (
    <>
      <PageHeader title="License" description="What this server may do, until when, and how much of it is used." />
      <Loaded query={query} skeleton={<Waiting />}>
        {(license) => (
          <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
            <LicenseState license={license} />
            <UsageMeters license={license} />
            <FeatureList license={license} />
            {mayApply && <ApplyLicense />}
            <WhenItEnds />
            <LicenseHistory />
          </div>
        )}
      </Loaded>
    </>
  );
}

function WhenItEnds() {
  return (
    <Panel title="When a license ends">
      <ul className="list-disc space-y-1.5 py-3 pr-4 pl-8 text-sm text-muted">
        <li>From thirty days before, this page says so. After the end everything stays as it is until the grace is over.</li>
        <li>Then licensed features stop, and for new users, agents, applications and environments the community tier's limits hold.</li>
        <li>Nothing that is there is removed: agents keep reporting, apps keep running, limits refuse only what is new.</li>
        <li>Signing in, the audit log, export, stopping and rolling back always work.</li>
      </ul>
    </Panel>
  );
}

function Waiting() {
  return (
    <Panel>
      <SkeletonRows rows={6} columns={3} />
    </Panel>
  );
}
