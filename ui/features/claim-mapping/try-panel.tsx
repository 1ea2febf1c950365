import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ClaimsSource } from "#ui/features/claim-mapping/claims-source.tsx";
import type { RuleDraft, Source } from "#ui/features/claim-mapping/queries/rules.ts";
import { tryQuery } from "#ui/features/claim-mapping/queries/rules.ts";
import { TryResult } from "#ui/features/claim-mapping/try-result.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SegmentedControl } from "#ui/design/segmented-control.tsx";

interface TryPanelProps {
  readonly source: Source | undefined;
  readonly rules: readonly RuleDraft[];
  readonly onSource: (source: Source | undefined) => void;
}

const kinds = [
  { value: "claims", label: "Claims" },
  { value: "token", label: "Token" },
  { value: "user", label: "Person" },
] as const;

/** Shows what the rules make of claims, without anybody signing in. */
export function TryPanel({ source, rules, onSource }: TryPanelProps) {
  const [kind, setKind] = useState<Source["kind"]>("claims");
  const { data, error } = useQuery(tryQuery(source, rules));
  const choose = (next: Source["kind"]) => {
    setKind(next);
    onSource(undefined);
  };
  return (
    <Panel title="Try it">
      <div className="flex flex-col gap-4 p-4">
        <div className="self-start">
          <SegmentedControl label="Where the claims come from" value={kind} options={kinds} onChange={choose} />
        </div>
        <ClaimsSource key={kind} kind={kind} onSource={onSource} />
        {error !== null && source !== undefined && <Callout tone="bad">{error.message}</Callout>}
        {data !== undefined && source !== undefined && <TryResult tried={data} />}
      </div>
    </Panel>
  );
}
