import type { FormEvent } from "react";
import { useId, useMemo, useState } from "react";
import { createClaimMapping, updateClaimMapping } from "#schema/contract/claim-mappings";
import type { Rule, RuleDraft, Source } from "#ui/features/claim-mapping/queries/rules.ts";
import { draftOf } from "#ui/features/claim-mapping/queries/rules.ts";
import { RuleFields } from "#ui/features/claim-mapping/rule-fields.tsx";
import { RuleTrial } from "#ui/features/claim-mapping/rule-trial.tsx";
import { useRuleChange } from "#ui/features/claim-mapping/use-rule-change.ts";
import { WhatIf } from "#ui/features/claim-mapping/what-if.tsx";
import { fieldError } from "#ui/features/people/index.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface RuleDialogProps {
  readonly rules: readonly Rule[];
  /** Absent to add one. */
  readonly rule?: Rule;
  /** Claims to try it with. */
  readonly source: Source | undefined;
  readonly onClose: () => void;
}

const newRule: RuleDraft = {
  claim: "groups",
  match: "contains",
  value: "",
  action: "assignRole",
  target: "VIEWER",
  priority: 0,
  enabled: true,
};

/** Writes a rule, and shows what it would do before it is saved. */
export function RuleDialog({ rules, rule, source, onClose }: RuleDialogProps) {
  const formId = useId();
  const last = rules.at(-1)?.priority ?? -10;
  const [draft, setDraft] = useState<RuleDraft>(rule === undefined ? { ...newRule, priority: last + 10 } : draftOf(rule));
  const save = useRuleChange(
    (body: RuleDraft) =>
      rule === undefined ? request(createClaimMapping, { body }) : request(updateClaimMapping, { params: { id: rule.id }, body }),
    true,
  );
  const complete = draft.claim.trim() !== "" && draft.value !== "" && draft.target.trim() !== "";
  const others = useMemo(() => rules.filter(({ id }) => id !== rule?.id).map(draftOf), [rules, rule]);
  const drafted = useMemo(() => (complete ? [...others, draft] : others), [others, draft, complete]);
  const errors = { value: fieldError(save.error, "value"), target: fieldError(save.error, "target") };

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate(draft, {
      onSuccess: () => {
        toast.good("The rule was saved. It takes effect at each next sign-in.");
        onClose();
      },
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      size="md"
      title={rule === undefined ? "Add rule" : "Edit rule"}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
            Save rule
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} autoComplete="off" className="flex flex-col gap-4">
        <RuleFields draft={draft} errors={errors} onChange={setDraft} />
        {complete && source !== undefined && <RuleTrial draft={draft} others={others} source={source} />}
        {complete && <WhatIf rules={drafted} />}
        {save.error !== null && errors.value === undefined && errors.target === undefined && (
          <Callout tone="bad" urgent>
            {save.error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}
