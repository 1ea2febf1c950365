import { useQueryClient } from "@tanstack/react-query";
import { deleteClaimMapping } from "#schema/contract/claim-mappings";
import type { Rule } from "#ui/features/claim-mapping/queries/rules.ts";
import { draftOf, rulesQuery } from "#ui/features/claim-mapping/queries/rules.ts";
import { RuleText } from "#ui/features/claim-mapping/rule-text.tsx";
import { WhatIf } from "#ui/features/claim-mapping/what-if.tsx";
import { ConfirmDialog } from "#ui/features/people/index.ts";
import { request } from "#ui/lib/api.ts";

interface DeleteRuleDialogProps {
  readonly rule: Rule;
  readonly rules: readonly Rule[];
  readonly onClose: () => void;
}

export function DeleteRuleDialog({ rule, rules, onClose }: DeleteRuleDialogProps) {
  const client = useQueryClient();
  return (
    <ConfirmDialog
      title="Delete this rule?"
      verb="Delete"
      run={() => request(deleteClaimMapping, { params: { id: rule.id } })}
      done="The rule was deleted."
      onDone={() => void client.invalidateQueries({ queryKey: rulesQuery.queryKey })}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        <RuleText rule={rule} />
        <p>What it has given is taken back within ten seconds{rule.holders > 0 && `, from ${rule.holders} of your people`}.</p>
        <WhatIf rules={rules.filter(({ id }) => id !== rule.id).map(draftOf)} />
      </div>
    </ConfirmDialog>
  );
}
