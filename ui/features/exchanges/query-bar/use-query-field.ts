import type { FocusEvent, KeyboardEvent, RefObject } from "react";
import { useEffect, useMemo, useState } from "react";
import { parseQuery } from "#schema/contract/query/parse";
import type { Range } from "#ui/lib/range/range.ts";
import { recalled, remembered } from "./query-history.ts";
import { storedHistory, storeHistory } from "./stored-history.ts";
import { taken } from "./suggestions.ts";
import { useSuggestions } from "./use-suggestions.ts";

interface QueryFieldProps {
  readonly value: string;
  readonly range: Range;
  readonly onRun: (query: string) => void;
  readonly area: RefObject<HTMLTextAreaElement | null>;
}

/** The state of the search bar: what is typed, what is suggested, where the history stands. */
export function useQueryField({ value, range, onRun, area }: QueryFieldProps) {
  const [text, setText] = useState(value);
  const [caret, setCaret] = useState(value.length);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [tried, setTried] = useState(false);
  const [recall, setRecall] = useState(-1);
  useEffect(() => {
    setText(value);
    setTried(false);
  }, [value]);
  const { completion, suggestions, loading } = useSuggestions(text, caret, { range, enabled: open });
  const parsed = useMemo(() => parseQuery(text), [text]);
  const error = parsed.ok ? null : parsed.error;

  /** Puts text and caret into the field; the caret needs the next frame, when the text is there. */
  function put(next: string, at: number) {
    setText(next);
    setCaret(at);
    setActive(-1);
    requestAnimationFrame(() => area.current?.setSelectionRange(at, at));
  }

  function run(query = text) {
    setTried(true);
    setOpen(false);
    setRecall(-1);
    if (!parseQuery(query).ok) return;
    storeHistory(remembered(storedHistory(), query));
    onRun(query.trim());
  }

  function take(index: number) {
    const suggestion = suggestions[index];
    if (suggestion === undefined || completion.expected === "nothing") return;
    const next = taken(text, completion.span, suggestion);
    put(next.text, next.caret);
    area.current?.focus();
  }

  function goBack(direction: "older" | "newer") {
    const history = storedHistory();
    const at = recalled(history, recall, direction);
    setRecall(at);
    setOpen(false);
    const next = history[at] ?? value;
    put(next, next.length);
  }

  function escape(event: KeyboardEvent) {
    event.stopPropagation();
    if (open) return setOpen(false);
    if (text !== value) return put(value, value.length);
    area.current?.blur();
  }

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const choosing = open && active >= 0;
    const acts: Readonly<Record<string, (() => void) | undefined>> = {
      Enter: () => (choosing ? take(active) : run()),
      Tab: choosing ? () => take(active) : undefined,
      ArrowDown: () => {
        if (recall >= 0 && !open) return goBack("newer");
        setOpen(true);
        setActive(Math.min(suggestions.length - 1, active + 1));
      },
      ArrowUp: () => (choosing ? setActive(active - 1) : goBack("older")),
      Escape: () => escape(event),
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  return {
    text,
    open,
    active,
    suggestions,
    loading,
    error,
    suggestedField: completion.expected === "value" || completion.expected === "key" ? completion.field.name : null,
    /** Not while the person is still typing there. */
    underlines: error !== null && (tried || error.span.end < caret),
    showsError: error !== null && tried,
    press,
    take,
    run: () => run(),
    type(next: string, at: number) {
      setText(next.replaceAll("\n", " "));
      setCaret(at);
      setActive(-1);
      setRecall(-1);
      setOpen(true);
    },
    moveCaret: (at: number) => setCaret(at),
    focus: () => setOpen(true),
    blur(event: FocusEvent<HTMLElement>) {
      if (event.currentTarget.contains(event.relatedTarget)) return;
      setOpen(false);
      setActive(-1);
      setTried(text.trim() !== value);
    },
    clear() {
      put("", 0);
      run("");
      area.current?.focus();
    },
  };
}
