import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleMinus } from "lucide-react";
import { useDeferredValue } from "react";
import type { RuleDraft, Source } from "#ui/features/claim-mapping/queries/rules.ts";
import { tryQuery } from "#ui/features/claim-mapping/queries/rules.ts";
import { Warnings } from "#ui/features/claim-mapping/warnings.tsx";

interface RuleTrialProps {
  readonly draft: RuleDraft;
  readonly others: readonly RuleDraft[];
  readonly source: Source;
}

/** What the rule that is being written makes of the claims on the page. */
export function RuleTrial({ draft, others, source }: RuleTrialProps) {
  const rule = useDeferredValue(draft);
  const { data } = useQuery({ ...tryQuery(source, [...others, rule]), placeholderData: (before) => before });
  const outcome = data?.rules.find((one) => JSON.stringify(one.rule) === JSON.stringify(rule));
  if (outcome === undefined) return null;
  const Icon = outcome.matched ? CircleCheck : CircleMinus;
  return (
    <section aria-label="With the claims to try" aria-live="polite" className="text-xs">
      <p className="flex items-start gap-1.5">
        <Icon aria-hidden className={outcome.matched ? "mt-px size-3.5 shrink-0 text-good" : "mt-px size-3.5 shrink-0 text-muted"} />
        With the claims to try: {outcome.matched ? "matches" : "does not match"}. {outcome.detail}.
      </p>
      <Warnings warnings={outcome.warnings} />
    </section>
  );
}
