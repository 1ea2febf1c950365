import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import type { Completion } from "#schema/contract/query/complete";
import { completeAt } from "#schema/contract/query/complete";
import type { Range } from "#ui/lib/range/range.ts";
import { valueSuggestionsQuery } from "../queries/value-suggestions.ts";
import type { Suggestion } from "./suggestions.ts";
import { requestedValues, standsAfterTerm, suggestionsOf } from "./suggestions.ts";

interface Suggestions {
  readonly completion: Completion;
  readonly suggestions: readonly Suggestion[];
  readonly loading: boolean;
}

/** What may be written at the caret; values come from the server, with their counts in the range. */
export function useSuggestions(text: string, caret: number, context: { readonly range: Range; readonly enabled: boolean }): Suggestions {
  const completion = useMemo(() => completeAt(text, caret), [text, caret]);
  const wanted = useDeferredValue(requestedValues(completion));
  const { data, isFetching } = useQuery({
    ...valueSuggestionsQuery({ field: wanted?.field ?? "", prefix: wanted?.prefix ?? "", ...context.range }),
    enabled: context.enabled && wanted !== null,
  });
  const values = wanted === null ? undefined : data?.values;
  const suggestions = useMemo(() => suggestionsOf(completion, values ?? [], standsAfterTerm(text, completion)), [completion, values, text]);
  return { completion, suggestions, loading: wanted !== null && isFetching };
}
