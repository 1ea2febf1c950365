import type { BodyLanguage } from "./pretty-body.ts";

interface SyntaxPiece {
  readonly kind: "name" | "string" | "number" | "word" | "plain";
  readonly text: string;
}

const patterns: Record<Exclude<BodyLanguage, "text">, RegExp> = {
  json: /(?<name>"(?:[^"\\]|\\.)*"(?=:))|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\b\d[\d.eE+-]*)|(?<word>\b(?:true|false|null)\b)/g,
  xml: /(?<name><\/?[\w:.-]+|\/?>|<\?[\w-]+|\?>)|(?<string>"[^"]*")|(?<word>[\w:.-]+(?==))/g,
};

/** A line cut into pieces of one color each. Long lines stay whole: coloring them would hold up the page. */
export function syntaxPieces(line: string, language: BodyLanguage): SyntaxPiece[] {
  if (language === "text" || line.length > 5_000) return [{ kind: "plain", text: line }];
  const pieces: SyntaxPiece[] = [];
  let end = 0;
  for (const match of line.matchAll(patterns[language])) {
    if (match.index > end) pieces.push({ kind: "plain", text: line.slice(end, match.index) });
    const kind = (["name", "string", "number", "word"] as const).find((name) => match.groups?.[name] !== undefined) ?? "plain";
    pieces.push({ kind, text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < line.length || pieces.length === 0) pieces.push({ kind: "plain", text: line.slice(end) });
  return pieces;
}
