import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { DeleteRuleDialog } from "#ui/features/claim-mapping/delete-rule-dialog.tsx";
import type { Rule, Source } from "#ui/features/claim-mapping/queries/rules.ts";
import { draftOf, rulesQuery } from "#ui/features/claim-mapping/queries/rules.ts";
import { RuleDialog } from "#ui/features/claim-mapping/rule-dialog.tsx";
import type { Doing } from "#ui/features/claim-mapping/rule-item.tsx";
import { RuleList } from "#ui/features/claim-mapping/rule-list.tsx";
import { TryPanel } from "#ui/features/claim-mapping/try-panel.tsx";
import { Button } from "#ui/design/button.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { useMay } from "#ui/lib/session.ts";

/** The rules that give roles and groups at sign-in, and a place to try them. */
export function ClaimMappingPage() {
  const query = useQuery(rulesQuery);
  const mayWrite = useMay("claim-mappings:write");
  const [source, setSource] = useState<Source>();
  const [doing, setDoing] = useState<Doing>();
  const done = () => setDoing(undefined);
  const rules: readonly Rule[] = query.data?.items ?? [];
  return (
    <>
      <PageHeader
        title="Claim mapping"
        description="What the identity provider says of a person gives roles and groups, anew at every sign-in. What rules give adds up."
        actions={
          mayWrite && (
            <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setDoing({ kind: "add" })}>
              Add rule
            </Button>
          )
        }
      />
      <div className="grid grid-cols-1 items-start gap-5 2xl:grid-cols-[minmax(0,1fr)_30rem]">
        <Loaded query={query} skeleton={<SkeletonRows rows={4} columns={3} />}>
          {({ items }) => <RuleList rules={items} onDo={mayWrite ? setDoing : undefined} />}
        </Loaded>
        <TryPanel source={source} rules={rules.map(draftOf)} onSource={setSource} />
      </div>
      {doing?.kind === "add" && <RuleDialog rules={rules} source={source} onClose={done} />}
      {doing?.kind === "edit" && <RuleDialog rules={rules} rule={doing.rule} source={source} onClose={done} />}
      {doing?.kind === "delete" && <DeleteRuleDialog rule={doing.rule} rules={rules} onClose={done} />}
    </>
  );
}
