import { FlaskConical } from "lucide-react";
import { dayOf, sourceWords, stateWords } from "#ui/features/license/license-words.ts";
import type { License } from "#ui/features/license/queries/license.ts";
import { Badge } from "#ui/design/badge.tsx";
import { Fact, Facts } from "#ui/design/facts.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { Panel } from "#ui/design/panel.tsx";

/** What holds now, in plain words. */
export function LicenseState({ license }: { readonly license: License }) {
  const { word, tone } = stateWords[license.state];
  return (
    <Panel title="State">
      <div className="flex flex-col gap-4 p-4">
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-lg font-semibold tracking-[-0.01em]">{license.tier}</span>
          <Badge tone={tone}>{word}</Badge>
          {license.test && (
            <Badge tone="warn" icon={<FlaskConical aria-hidden />}>
              Test license
            </Badge>
          )}
        </div>
        <p className="text-sm text-pretty">{license.explanation}</p>
        <Facts>
          <Fact name="Licensed to">{license.customer || <NoValue meaning="Nobody" />}</Fact>
          <Fact name="Ends">{license.expiresAt === null ? <NoValue meaning="Never" /> : `${dayOf(license.expiresAt)} (UTC)`}</Fact>
          <Fact name="Grace until">{license.graceEndsAt === null ? <NoValue /> : `${dayOf(license.graceEndsAt)} (UTC)`}</Fact>
          <Fact name="Comes from">{sourceWords[license.source]}</Fact>
          <Fact name="Sequence">{license.sequence ?? <NoValue />}</Fact>
        </Facts>
      </div>
    </Panel>
  );
}
