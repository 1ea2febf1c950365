import { z } from "zod";
import type { listArtifacts as endpoint } from "#schema/contract/artifacts";
import { requireApp } from "#server/features/apps/index";
import { shownArtifact } from "#server/features/artifacts/artifact";
import { findArtifacts } from "#server/features/artifacts/artifacts.store";
import type { Verb } from "#server/platform/call";
import { readCursor, writeCursor } from "#server/platform/cursor";

const position = z.tuple([z.number().int(), z.string()]).transform(([createdAt, id]) => ({ createdAt, id }));

export const listArtifacts: Verb<typeof endpoint> = async (deps, { params, query, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  await requireApp(db, params.id);
  const before = query.cursor === undefined ? undefined : readCursor(query.cursor, position);
  const found = await findArtifacts(db, { appId: params.id, limit: query.limit, before });
  const page = found.slice(0, query.limit);
  const last = page.at(-1)?.artifact;
  return {
    items: page.map(shownArtifact),
    nextCursor: last !== undefined && found.length > page.length ? writeCursor([last.createdAt, last.id]) : null,
  };
};
