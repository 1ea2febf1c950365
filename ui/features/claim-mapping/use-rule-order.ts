import type { DragEvent } from "react";
import { useState } from "react";
import type { Rule } from "#ui/features/claim-mapping/queries/rules.ts";
import { moved } from "#ui/features/claim-mapping/rule-order.ts";
import { changeRules, useRuleChange } from "#ui/features/claim-mapping/use-rule-change.ts";

/** Rules change places by buttons, or by dragging one over another. */
export interface RuleOrder {
  readonly busy: boolean;
  readonly moveTo: (id: string, place: number) => void;
  /** The rule that is being dragged, and the place it would take. */
  readonly dragged: { readonly id: string; readonly place: number } | null;
  readonly onDragStart: (event: DragEvent, id: string) => void;
  readonly onDragOver: (event: DragEvent, place: number) => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
}

export function useRuleOrder(rules: readonly Rule[]): RuleOrder {
  const [dragged, setDragged] = useState<RuleOrder["dragged"]>(null);
  const { mutate, isPending } = useRuleChange(({ id, place }: { readonly id: string; readonly place: number }) =>
    changeRules(moved(rules, id, place).map((one) => ({ id: one.id, body: { priority: one.priority } }))),
  );
  return {
    busy: isPending,
    moveTo: (id, place) => mutate({ id, place }),
    dragged,
    onDragStart(event, id) {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", id);
      setDragged({ id, place: rules.findIndex((rule) => rule.id === id) });
    },
    onDragOver(event, place) {
      if (dragged === null) return;
      event.preventDefault();
      if (dragged.place !== place) setDragged({ ...dragged, place });
    },
    onDrop(event) {
      event.preventDefault();
      if (dragged !== null) mutate(dragged);
      setDragged(null);
    },
    onDragEnd: () => setDragged(null),
  };
}
