import type { Answer } from "#schema/contract/endpoint";
import type { listExchanges } from "#schema/contract/exchanges";

export type ExchangeRow = Answer<typeof listExchanges>["items"][number];
