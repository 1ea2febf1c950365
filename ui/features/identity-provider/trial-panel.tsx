import { ExternalLink } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Oidc, Trial } from "#ui/features/identity-provider/queries/oidc.ts";
import { Badge } from "#ui/design/badge.tsx";
import { buttonClass } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { Snippet } from "#ui/design/snippet.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { useMay } from "#ui/lib/session.ts";

/** Second step: sign in there with what is saved, without being signed in here by it. */
export function TrialPanel({ oidc: { trial }, inView }: { readonly oidc: Oidc; readonly inView: boolean }) {
  const mayWrite = useMay("oidc:write");
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => (inView ? content.current?.scrollIntoView({ block: "center" }) : undefined), [inView]);
  return (
    <Panel title="2. Try it">
      <div ref={content} className="flex flex-col gap-4 p-4">
        <p className="text-sm text-muted">
          Sign in at the provider in a new tab. It shows what the provider says of you and what the rules make of it; you stay signed in
          here as you are.
        </p>
        {mayWrite && (
          <a href="/api/v1/oidc/trial" target="_blank" rel="opener" className={`${buttonClass()} self-start`}>
            <ExternalLink aria-hidden className="size-4" /> Sign in on trial
          </a>
        )}
        {trial !== null && <Outcome trial={trial} />}
      </div>
    </Panel>
  );
}

function Outcome({ trial }: { readonly trial: Trial }) {
  if (!trial.ok) {
    return (
      <Callout tone="bad">
        The sign-in <RelativeTime at={trial.at} /> did not work. {trial.error}
      </Callout>
    );
  }
  const { roles, groups } = trial.result;
  return (
    <>
      <Callout tone="good">
        The sign-in <RelativeTime at={trial.at} /> worked.
      </Callout>
      <dl className="flex flex-col gap-2 text-sm">
        <Given name="Roles" values={roles} />
        <Given name="Groups" values={groups} />
      </dl>
      <Snippet title="Claims" label="Claims" text={JSON.stringify(trial.claims, undefined, 2)} />
    </>
  );
}

function Given({ name, values }: { readonly name: string; readonly values: readonly string[] }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <dt className="w-16 text-muted">{name}</dt>
      <dd className="flex flex-wrap gap-1">
        {values.length === 0 ? <span className="text-muted">none</span> : values.map((value) => <Badge key={value}>{value}</Badge>)}
      </dd>
    </div>
  );
}
