import type { Block } from "#server/ingest/native/block";
import { block } from "#server/ingest/native/block";
import * as column from "#server/ingest/native/columns";
import { putKey } from "#server/ingest/native/columns";
import type { Lexicon } from "#server/ingest/native/lexicon";
import { internText } from "#server/ingest/native/lexicon";
import { putText, putUint64 } from "#server/ingest/native/sink";

/** That a route begins at an endpoint. */
export interface RouteName {
  readonly environment: string;
  readonly app: string;
  /** sanitized, without parameters */
  readonly uri: string;
  readonly route: string;
}

export function routeNameBlock(
  names: readonly RouteName[],
  words: Lexicon,
  seen: { readonly tenant: string; readonly nowMs: number },
): Block {
  const columns = {
    tenant_id: column.constant(internText(words, seen.tenant)),
    environment: column.dictionary(),
    app: column.dictionary(),
    uri: column.text(),
    route: column.text(),
    time: column.instant(3),
  };
  for (const { environment, app, uri, route } of names) {
    putKey(columns.environment, internText(words, environment));
    putKey(columns.app, internText(words, app));
    putText(columns.uri.data, uri);
    putText(columns.route.data, route);
    putUint64(columns.time.data, seen.nowMs);
  }
  const rows = block("route_names", columns);
  rows.rows = names.length;
  return rows;
}
