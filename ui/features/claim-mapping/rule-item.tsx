import { ArrowDown, ArrowUp, GripVertical, Pencil, Trash2 } from "lucide-react";
import type { Rule } from "#ui/features/claim-mapping/queries/rules.ts";
import { RuleText } from "#ui/features/claim-mapping/rule-text.tsx";
import type { RuleOrder } from "#ui/features/claim-mapping/use-rule-order.ts";
import { Warnings } from "#ui/features/claim-mapping/warnings.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { IconButton } from "#ui/design/icon-button.tsx";

export type Doing = { readonly kind: "add" } | { readonly kind: "edit" | "delete"; readonly rule: Rule };

interface RuleItemProps {
  readonly rule: Rule;
  readonly index: number;
  readonly last: boolean;
  readonly order: RuleOrder;
  /** Absent for people who may only look. */
  readonly onDo: ((doing: Doing) => void) | undefined;
}

export function RuleItem({ rule, index, last, order, onDo }: RuleItemProps) {
  const { dragged } = order;
  const isTarget = dragged?.place === index && dragged.id !== rule.id;
  const mayMove = onDo !== undefined && !order.busy;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Dragging is a shortcut: the buttons do the same for everybody.
    <li
      draggable={mayMove}
      onDragStart={(event) => order.onDragStart(event, rule.id)}
      onDragOver={(event) => order.onDragOver(event, index)}
      onDrop={order.onDrop}
      onDragEnd={order.onDragEnd}
      className={classNames(
        "flex items-start gap-3 px-4 py-2.5",
        dragged?.id === rule.id && "opacity-40",
        isTarget && "bg-accent-soft outline-2 -outline-offset-2 outline-accent",
      )}
    >
      {onDo !== undefined && (
        <GripVertical aria-hidden className={classNames("-mx-1.5 mt-1 size-4 shrink-0 text-faint", mayMove && "cursor-grab")} />
      )}
      <span className="w-5 shrink-0 pt-0.5 text-right text-xs text-faint tabular">{index + 1}</span>
      <div className="min-w-0 grow">
        <div className={classNames("flex flex-wrap items-center gap-2", !rule.enabled && "opacity-60")}>
          <RuleText rule={rule} />
          {!rule.enabled && <Badge>Off</Badge>}
          {rule.holders > 0 && <Badge tone="info">{rule.holders === 1 ? "1 person holds it" : `${rule.holders} people hold it`}</Badge>}
        </div>
        <Warnings warnings={rule.warnings} />
      </div>
      {onDo !== undefined && <RuleActions {...{ rule, index, last, order, onDo }} />}
    </li>
  );
}

function RuleActions({ rule, index, last, order, onDo }: RuleItemProps & { readonly onDo: (doing: Doing) => void }) {
  const name = `rule ${index + 1}`;
  return (
    <span className="flex shrink-0 items-center">
      <IconButton
        size="sm"
        label={`Move ${name} up`}
        icon={<ArrowUp aria-hidden />}
        disabled={index === 0 || order.busy}
        onClick={() => order.moveTo(rule.id, index - 1)}
      />
      <IconButton
        size="sm"
        label={`Move ${name} down`}
        icon={<ArrowDown aria-hidden />}
        disabled={last || order.busy}
        onClick={() => order.moveTo(rule.id, index + 1)}
      />
      <IconButton size="sm" label={`Edit ${name}`} icon={<Pencil aria-hidden />} onClick={() => onDo({ kind: "edit", rule })} />
      <IconButton size="sm" label={`Delete ${name}`} icon={<Trash2 aria-hidden />} onClick={() => onDo({ kind: "delete", rule })} />
    </span>
  );
}
