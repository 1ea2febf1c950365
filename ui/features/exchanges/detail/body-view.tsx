import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "#ui/design/button.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { Input } from "#ui/design/input.tsx";
import { formatCount } from "#ui/lib/format/number.ts";
import { bodyDiff } from "./body-diff.ts";
import { FoundText, occurrencesOf } from "./found-text.tsx";
import { prettyBody } from "./pretty-body.ts";

interface BodyViewProps {
  readonly body: string;
  /** The body to compare with; null shows the body alone. */
  readonly before: string | null;
  readonly empty: string;
}

/** Lines put on the page at first; the rest on request. */
const shownLines = 1_500;

/** A message body: laid out when it is JSON or XML, searchable, compared with the one before. */
export function BodyView({ body, before, empty }: BodyViewProps) {
  const [raw, setRaw] = useState(false);
  const [search, setSearch] = useState("");
  const [whole, setWhole] = useState(false);
  const pretty = useMemo(() => prettyBody(body), [body]);
  const text = raw ? body : pretty.text;
  const lines = useMemo(() => {
    const diff = before === null || before === "" ? null : bodyDiff(raw ? before : prettyBody(before).text, text);
    return diff ?? text.split("\n").map((line) => ({ change: "same" as const, text: line }));
  }, [before, text, raw]);
  const found = useMemo(() => (search === "" ? 0 : occurrencesOf(text, search)), [text, search]);
  if (body === "") return <p className="px-4 py-3 text-sm text-muted">{empty}</p>;
  return (
    <div>
      <div className="flex items-center gap-2 border-b border-line px-3 py-1.5 text-xs">
        <div className="relative w-52 min-w-0">
          <Search aria-hidden className="absolute top-2 left-2 size-3 text-faint" />
          <Input
            size="sm"
            type="search"
            aria-label="Find in the body"
            placeholder="Find in the body"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="pl-6.5"
          />
        </div>
        {search !== "" && (
          <span role="status" className="text-muted">
            {formatCount(found)} found
          </span>
        )}
        {pretty.language !== "text" && (
          <Button size="sm" variant="ghost" className="ml-auto" aria-pressed={raw} onClick={() => setRaw(!raw)}>
            As sent
          </Button>
        )}
      </div>
      {/* A scrollable region must be reachable by keyboard. */}
      <pre tabIndex={0} aria-label="Body" className="max-h-[55dvh] overflow-auto py-2 text-xs leading-5 -outline-offset-2">
        {(whole ? lines : lines.slice(0, shownLines)).map(({ change, text }, at) => (
          <div
            key={`${at}-${change}`}
            className={classNames("flex min-w-max pr-4", change === "added" && "bg-good-soft", change === "removed" && "bg-bad-soft")}
          >
            <span aria-hidden className="w-10 shrink-0 pr-3 text-right text-faint select-none">
              {change === "added" ? "+" : change === "removed" ? "−" : at + 1}
            </span>
            <span className={classNames("whitespace-pre", change === "removed" && "text-bad")}>
              {change !== "same" && <span className="sr-only">{change}: </span>}
              <FoundText text={text} search={search} language={raw ? "text" : pretty.language} />
            </span>
          </div>
        ))}
      </pre>
      {!whole && lines.length > shownLines && (
        <Button size="sm" variant="ghost" className="m-2" onClick={() => setWhole(true)}>
          Show all {formatCount(lines.length)} lines
        </Button>
      )}
    </div>
  );
}
