import { CircleHelp, Search, X } from "lucide-react";
import { useId, useRef } from "react";
import { classNames } from "#ui/design/class-names.ts";
import { IconButton } from "#ui/design/icon-button.tsx";
import { useHotkeys } from "#ui/lib/hotkeys/use-hotkeys.ts";
import type { Range } from "#ui/lib/range/range.ts";
import { QueryHelp } from "./query-help.tsx";
import { QueryHighlight } from "./query-highlight.tsx";
import { SuggestionList, suggestionId } from "./suggestion-list.tsx";
import { useQueryField } from "./use-query-field.ts";
import "./query-bar.css";

interface QueryBarProps {
  /** The query that runs. */
  readonly value: string;
  readonly range: Range;
  /** What the server had against it. */
  readonly refusal: string | undefined;
  /** Whether results of an earlier search are still shown. */
  readonly hasResults: boolean;
  readonly onRun: (query: string) => void;
}

/** The search bar: completes fields, operators and values, underlines errors, recalls earlier queries. */
export function QueryBar({ value, range, refusal, hasResults, onRun }: QueryBarProps) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const field = useQueryField({ value, range, onRun, area });
  const { text, open, suggestions, active, error } = field;
  const message = field.showsError ? error?.message : refusal;
  useHotkeys([
    { keys: "/", label: "Search exchanges", group: "Lists", run: () => area.current?.focus() },
    { keys: "$mod+Enter", label: "Run the search", group: "Lists", run: field.run, always: true },
  ]);
  return (
    <div className="relative min-w-0 grow" onBlur={field.leave}>
      <div
        className={classNames(
          "relative rounded-md border bg-surface shadow-raised focus-within:border-accent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent",
          message === undefined ? "border-control hover:border-faint" : "border-bad",
        )}
      >
        <Search aria-hidden className="absolute top-2.5 left-3 size-4 text-faint" />
        <QueryHighlight text={text} error={field.underlines ? error : null} />
        <textarea
          ref={area}
          rows={1}
          value={text}
          aria-label="Search exchanges"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={open ? id : undefined}
          aria-activedescendant={open && active >= 0 ? suggestionId(id, active) : undefined}
          aria-invalid={message !== undefined || undefined}
          aria-describedby={message === undefined ? undefined : `${id}-error`}
          placeholder="Search: status:failed duration>2s, or any words"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          onChange={(event) => field.send({ type: "typed", text: event.target.value, caret: event.target.selectionStart })}
          onSelect={(event) => field.send({ type: "moved", caret: event.currentTarget.selectionStart })}
          onFocus={() => field.send({ type: "opened" })}
          onClick={() => field.send({ type: "opened" })}
          onKeyDown={field.press}
          className="query-text query-field relative block field-sizing-content max-h-32 w-full resize-none bg-transparent outline-none"
        />
        <div className="absolute top-1 right-1 flex">
          {text === "" ? (
            <QueryHelp
              trigger={(trigger) => <IconButton {...trigger} size="sm" label="How to search" icon={<CircleHelp aria-hidden />} />}
            />
          ) : (
            <IconButton size="sm" label="Clear the search" icon={<X aria-hidden />} onClick={field.clear} />
          )}
        </div>
      </div>
      {open && (
        <SuggestionList
          id={id}
          suggestions={suggestions}
          active={active}
          field={field.suggestedField}
          loading={field.loading}
          onTake={field.take}
        />
      )}
      {message !== undefined && !open && (
        <p id={`${id}-error`} role="alert" className="mt-1 pl-1 text-xs text-bad">
          {message} {hasResults && <span className="text-muted">The results below are those of the search before.</span>}
        </p>
      )}
      <span role="status" className="sr-only">
        {open && suggestions.length > 0 ? `${suggestions.length} suggestions` : ""}
      </span>
    </div>
  );
}
