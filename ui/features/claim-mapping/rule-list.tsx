import { Split } from "lucide-react";
import type { Rule } from "#ui/features/claim-mapping/queries/rules.ts";
import { type Doing, RuleItem } from "#ui/features/claim-mapping/rule-item.tsx";
import { useRuleOrder } from "#ui/features/claim-mapping/use-rule-order.ts";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Panel } from "#ui/design/panel.tsx";

interface RuleListProps {
  readonly rules: readonly Rule[];
  /** Absent for people who may only look. */
  readonly onDo: ((doing: Doing) => void) | undefined;
}

/** The rules in the order in which they are named. */
export function RuleList({ rules, onDo }: RuleListProps) {
  const order = useRuleOrder(rules);
  if (rules.length === 0) {
    return (
      <Panel>
        <EmptyState
          icon={Split}
          title="No rule yet"
          actions={onDo && <Button onClick={() => onDo({ kind: "add" })}>Add the first rule</Button>}
        >
          For example: if <code>groups</code> contains <code>cameleer-admins</code>, give the role ADMIN. Without rules, people get what the
          provider's roles claim names, or the default role.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title={`${rules.length} ${rules.length === 1 ? "rule" : "rules"}`}>
      <ol className="divide-y divide-line">
        {rules.map((rule, index) => (
          <RuleItem key={rule.id} {...{ rule, index, order, onDo }} last={index === rules.length - 1} />
        ))}
      </ol>
    </Panel>
  );
}
