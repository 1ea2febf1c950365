import type { QueryError, Span } from "#schema/contract/query/syntax";

export interface Piece {
  readonly start: number;
  readonly text: string;
  /** The token's kind, or empty between tokens. */
  readonly kind: string;
  readonly wrong: boolean;
}

interface Token {
  readonly kind: string;
  readonly span: Span;
}

/** The text cut where its color or underline changes. An error behind the end underlines the last character. */
export function highlightPieces(text: string, tokens: readonly Token[], error: QueryError | null): Piece[] {
  const wrong = error === null ? null : visibleSpan(error.span, text.length);
  const cuts = new Set([
    0,
    text.length,
    ...tokens.flatMap(({ span }) => [span.start, span.end]),
    ...(wrong === null ? [] : [wrong.start, wrong.end]),
  ]);
  const places = [...cuts].filter((place) => place <= text.length).toSorted((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1] ?? text.length;
    const token = tokens.find(({ span }) => span.start <= start && span.end >= end);
    return {
      start,
      text: text.slice(start, end),
      kind: token?.kind ?? "",
      wrong: wrong !== null && wrong.start <= start && wrong.end >= end,
    };
  });
}

function visibleSpan({ start, end }: Span, length: number): Span {
  return start < end ? { start, end } : { start: Math.max(0, Math.min(start, length) - 1), end: Math.min(Math.max(start, 1), length) };
}
