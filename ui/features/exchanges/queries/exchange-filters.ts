/** What a list, its histogram and its facets have in common; `from` and `to` as typed, so that relative ranges stay relative. */
export interface ExchangeFilters {
  readonly q: string;
  readonly environment: string;
  readonly from: string;
  readonly to: string;
}

/** As the API takes them: what filters nothing is left out. */
export function queryOf({ q, environment, from, to }: ExchangeFilters) {
  return { from, to, ...(q === "" ? {} : { q }), ...(environment === "" ? {} : { environment }) };
}
