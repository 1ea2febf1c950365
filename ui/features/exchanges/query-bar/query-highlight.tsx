import { memo } from "react";
import { tokensOf } from "#schema/contract/query/tokens";
import type { QueryError } from "#schema/contract/query/syntax";
import { classNames } from "#ui/design/class-names.ts";
import { highlightPieces } from "./highlight-pieces.ts";

const colors: Record<string, string> = {
  field: "text-accent",
  operator: "text-faint",
  AND: "text-halt",
  OR: "text-halt",
  NOT: "text-halt",
  quoted: "text-good",
};

/** The query's text again, colored and with its error underlined, exactly behind the field's own (invisible) text. */
export const QueryHighlight = memo(function QueryHighlight({ text, error }: { readonly text: string; readonly error: QueryError | null }) {
  return (
    <div aria-hidden className="query-text query-mirror pointer-events-none absolute inset-0 overflow-hidden">
      {highlightPieces(text, tokensOf(text), error).map(({ start, text, kind, wrong }) => (
        <span key={start} className={classNames(colors[kind], wrong && "query-wrong")}>
          {text}
        </span>
      ))}
    </div>
  );
});
