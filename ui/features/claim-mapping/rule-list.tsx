import { ArrowDown, ArrowUp, Pencil, Trash2, Split } from "lucide-react";
import type { Rule } from "#ui/features/claim-mapping/queries/rules.ts";
import { moved } from "#ui/features/claim-mapping/rule-order.ts";
import { RuleText } from "#ui/features/claim-mapping/rule-text.tsx";
import { changeRules, useRuleChange } from "#ui/features/claim-mapping/use-rule-change.ts";
import { Warnings } from "#ui/features/claim-mapping/warnings.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Panel } from "#ui/design/panel.tsx";

export type Doing = { readonly kind: "add" } | { readonly kind: "edit" | "delete"; readonly rule: Rule };

interface RuleListProps {
  readonly rules: readonly Rule[];
  /** Absent for people who may only look. */
  readonly onDo: ((doing: Doing) => void) | undefined;
}

/** The rules in the order in which they are named. */
export function RuleList({ rules, onDo }: RuleListProps) {
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
          <RuleItem key={rule.id} rule={rule} rules={rules} index={index} onDo={onDo} />
        ))}
      </ol>
    </Panel>
  );
}

interface RuleItemProps extends RuleListProps {
  readonly rule: Rule;
  readonly index: number;
}

function RuleItem({ rule, rules, index, onDo }: RuleItemProps) {
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <span className="w-5 shrink-0 pt-0.5 text-right text-xs text-faint tabular">{index + 1}</span>
      <div className="min-w-0 grow">
        <div className={classNames("flex flex-wrap items-center gap-2", !rule.enabled && "opacity-60")}>
          <RuleText rule={rule} />
          {!rule.enabled && <Badge>Off</Badge>}
          {rule.holders > 0 && <Badge tone="info">{rule.holders === 1 ? "1 person holds it" : `${rule.holders} people hold it`}</Badge>}
        </div>
        <Warnings warnings={rule.warnings} />
      </div>
      {onDo !== undefined && <RuleActions rule={rule} rules={rules} index={index} onDo={onDo} />}
    </li>
  );
}

function RuleActions({ rule, rules, index, onDo }: RuleItemProps & { readonly onDo: (doing: Doing) => void }) {
  const place = useRuleChange((by: -1 | 1) =>
    changeRules(moved(rules, rule.id, by).map(({ id, priority }) => ({ id, body: { priority } }))),
  );
  const name = `rule ${index + 1}`;
  const still = place.isPending;
  return (
    <span className="flex shrink-0 items-center">
      <IconButton
        size="sm"
        label={`Move ${name} up`}
        icon={<ArrowUp aria-hidden />}
        disabled={index === 0 || still}
        onClick={() => place.mutate(-1)}
      />
      <IconButton
        size="sm"
        label={`Move ${name} down`}
        icon={<ArrowDown aria-hidden />}
        disabled={index === rules.length - 1 || still}
        onClick={() => place.mutate(1)}
      />
      <IconButton size="sm" label={`Edit ${name}`} icon={<Pencil aria-hidden />} onClick={() => onDo({ kind: "edit", rule })} />
      <IconButton size="sm" label={`Delete ${name}`} icon={<Trash2 aria-hidden />} onClick={() => onDo({ kind: "delete", rule })} />
    </span>
  );
}
