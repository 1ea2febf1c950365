import { printValue } from "#schema/contract/query/print";

/** Where a pasted text leads. */
export type Jump =
  | { readonly kind: "exchange"; readonly label: string; readonly id: string }
  | { readonly kind: "agent"; readonly label: string; readonly id: string }
  | { readonly kind: "search"; readonly label: string; readonly q: string };

/** Jumps for a text: ids are recognized by their shape; anything else can be searched for. */
export function recognize(text: string): readonly Jump[] {
  const trimmed = text.trim();
  const lower = trimmed.toLowerCase();
  if (trimmed === "") return [];
  if (/^exc_[0-9a-f]{32}$/.test(lower)) return [{ kind: "exchange", label: "Open this exchange", id: lower }];
  if (/^agt_[0-9a-f]{32}$/.test(lower)) return [{ kind: "agent", label: "Open this agent", id: lower }];
  const trace = traceId(lower);
  if (trace !== undefined) return [{ kind: "search", label: `Find trace ${trace.slice(0, 12)}…`, q: `trace:${trace}` }];
  const search: Jump = {
    kind: "search",
    label: `Search exchanges for “${trimmed}”`,
    q: /\s/.test(trimmed) ? trimmed : printValue({ text: trimmed, quoted: false }),
  };
  const looksLikeId = /^[\w.:@-]{12,}$/.test(trimmed) && /\d/.test(trimmed) && /[-_]/.test(trimmed);
  return looksLikeId
    ? [{ kind: "search", label: `Find exchange id ${trimmed}`, q: `exchange:${printValue({ text: trimmed, quoted: false })}` }, search]
    : [search];
}

/** 32 hex digits, alone or inside a W3C `traceparent`. */
function traceId(text: string): string | undefined {
  return /^(?:[0-9a-f]{2}-)?([0-9a-f]{32})(?:-[0-9a-f]{16}(?:-[0-9a-f]{2})?)?$/.exec(text)?.[1];
}
