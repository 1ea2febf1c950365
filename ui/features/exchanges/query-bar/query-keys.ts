import type { KeyboardEvent, RefObject } from "react";
import type { QueryField, QueryFieldEvent } from "./query-field.ts";
import { recalled } from "./query-history.ts";
import { storedHistory } from "./stored-history.ts";

interface QueryKeys {
  readonly field: QueryField;
  readonly value: string;
  /** How many suggestions there are. */
  readonly count: number;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly send: (event: QueryFieldEvent) => void;
  readonly run: (query: string) => void;
  readonly take: (index: number) => void;
}

/** Enter takes the chosen suggestion or runs, Tab takes, arrows choose or walk the history, Escape closes, restores, leaves. */
export function queryKeyPress({ field, value, count, area, send, run, take }: QueryKeys): (event: KeyboardEvent) => void {
  const { text, open, active, recall } = field;
  const choosing = open && active >= 0;

  function walk(direction: "older" | "newer") {
    const history = storedHistory();
    const at = recalled(history, recall, direction);
    send({ type: "recalled", at, text: history[at] ?? value });
  }

  function escape() {
    if (open) send({ type: "closed" });
    else if (text === value) area.current?.blur();
    else send({ type: "replaced", text: value });
  }

  const acts: Readonly<Record<string, (() => void) | undefined>> = {
    Enter: () => (choosing ? take(active) : run(text)),
    Tab: choosing ? () => take(active) : undefined,
    ArrowDown: () => (recall >= 0 && !open ? walk("newer") : send({ type: "chose", by: 1, count })),
    ArrowUp: () => (choosing ? send({ type: "chose", by: -1, count }) : walk("older")),
    Escape: escape,
  };

  return (event) => {
    const act = event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}
