import type { FocusEvent, RefObject } from "react";
import { useMemo, useReducer, useState } from "react";
import { parseQuery } from "#schema/contract/query/parse";
import type { Range } from "#ui/lib/range/range.ts";
import { fieldOf, nextField } from "./query-field.ts";
import { remembered } from "./query-history.ts";
import { queryKeyPress } from "./query-keys.ts";
import { storedHistory, storeHistory } from "./stored-history.ts";
import { taken } from "./suggestions.ts";
import { useSuggestions } from "./use-suggestions.ts";

interface QueryFieldProps {
  /** The query that runs. */
  readonly value: string;
  readonly range: Range;
  readonly onRun: (query: string) => void;
  readonly area: RefObject<HTMLTextAreaElement | null>;
}

/** The search bar's state with everything that can be done to it. */
export function useQueryField({ value, range, onRun, area }: QueryFieldProps) {
  const [field, send] = useReducer(nextField, value, fieldOf);
  const [ran, setRan] = useState(value);
  if (ran !== value) {
    setRan(value);
    send({ type: "replaced", text: value });
  }
  const { text, caret, open, tried } = field;
  const { completion, suggestions, loading } = useSuggestions(text, caret, { range, enabled: open });
  const parsed = useMemo(() => parseQuery(text), [text]);
  const error = parsed.ok ? null : parsed.error;

  function run(query: string) {
    send({ type: "ran" });
    if (!parseQuery(query).ok) return;
    storeHistory(remembered(storedHistory(), query));
    onRun(query.trim());
  }

  function take(index: number) {
    const suggestion = suggestions[index];
    if (suggestion === undefined || completion.expected === "nothing") return;
    const next = taken(text, completion.span, suggestion);
    send({ type: "taken", ...next });
    placeCaret(area, next.caret);
  }

  const leave = (event: FocusEvent<HTMLElement>) =>
    !event.currentTarget.contains(event.relatedTarget) && send({ type: text.trim() === value ? "closed" : "left" });
  return {
    ...field,
    suggestions,
    loading,
    error,
    suggestedField: completion.expected === "value" || completion.expected === "key" ? completion.field.name : null,
    /** Not while the person is still typing there. */
    underlines: error !== null && (tried || error.span.end < caret),
    showsError: error !== null && tried,
    send,
    take,
    leave,
    run: () => run(text),
    clear: () => run(""),
    press: queryKeyPress({ field, value, count: suggestions.length, area, send, run, take }),
  };
}

/** The caret needs the next frame, when the text is there. */
function placeCaret(area: RefObject<HTMLTextAreaElement | null>, caret: number): void {
  area.current?.focus();
  requestAnimationFrame(() => area.current?.setSelectionRange(caret, caret));
}
