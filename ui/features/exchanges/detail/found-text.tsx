import { classNames } from "#ui/design/class-names.ts";
import type { BodyLanguage } from "./pretty-body.ts";
import { syntaxPieces } from "./syntax-pieces.ts";

interface FoundTextProps {
  readonly text: string;
  readonly search: string;
  readonly language: BodyLanguage;
}

const colors = { name: "text-accent", string: "text-good", number: "text-info", word: "text-halt", plain: "" } as const;

/** A line with its syntax colored and what is looked for marked. */
export function FoundText({ text, search, language }: FoundTextProps) {
  return syntaxPieces(text, language).map((piece, at) => (
    <span key={`${at}-${piece.kind}`} className={classNames(colors[piece.kind])}>
      {search === "" ? piece.text : <Marked text={piece.text} search={search} />}
    </span>
  ));
}

function Marked({ text, search }: { readonly text: string; readonly search: string }) {
  const at = text.toLowerCase().indexOf(search.toLowerCase());
  if (at === -1) return text;
  const end = at + search.length;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-[2px] bg-sand text-[black]">{text.slice(at, end)}</mark>
      <Marked text={text.slice(end)} search={search} />
    </>
  );
}

export function occurrencesOf(text: string, search: string): number {
  return text.toLowerCase().split(search.toLowerCase()).length - 1;
}
