import { and, asc, eq, getTableColumns, gt, inArray, lte, sql } from "drizzle-orm";
import { artifactParts, looseBlobs, parts, uploadParts } from "#schema/postgres/server/apps";
import type { Queries } from "#server/platform/database";

/** A stretch of bytes and the blob that it is stored in. */
export interface Part {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly blob: string;
}

export interface PlacedPart {
  readonly uploadId: string;
  readonly number: number;
  readonly sha256: string;
}

const { tenantId: _tenant, ...part } = getTableColumns(parts);

/** In the order of their numbers. */
export function findUploadParts(db: Queries, uploadId: string) {
  return db
    .select({ number: uploadParts.number, ...part })
    .from(uploadParts)
    .innerJoin(parts, and(eq(parts.tenantId, uploadParts.tenantId), eq(parts.sha256, uploadParts.sha256)))
    .where(and(eq(uploadParts.tenantId, db.tenant), eq(uploadParts.uploadId, uploadId)))
    .orderBy(asc(uploadParts.number));
}

/** In the order of their numbers. */
export function findArtifactParts(db: Queries, artifactId: string) {
  return db
    .select(part)
    .from(artifactParts)
    .innerJoin(parts, and(eq(parts.tenantId, artifactParts.tenantId), eq(parts.sha256, artifactParts.sha256)))
    .where(and(eq(artifactParts.tenantId, db.tenant), eq(artifactParts.artifactId, artifactId)))
    .orderBy(asc(artifactParts.number));
}

/** Gives an upload a part that is stored. Empty when it is not. */
export function placePart(db: Queries, { uploadId, number, sha256 }: PlacedPart) {
  const stored = db
    .select({
      tenantId: parts.tenantId,
      uploadId: sql<string>`${uploadId}::text`.as("upload_id"),
      number: sql<number>`${number}::integer`.as("number"),
      sha256: parts.sha256,
    })
    .from(parts)
    .where(and(eq(parts.tenantId, db.tenant), eq(parts.sha256, sha256)))
    .for("key share");
  return db
    .insert(uploadParts)
    .select(stored)
    .onConflictDoUpdate({ target: [uploadParts.tenantId, uploadParts.uploadId, uploadParts.number], set: { sha256 } })
    .returning({ number: uploadParts.number });
}

/** When a blob is being deleted, that is what stands in its place. */
const doomed = 0;

/**
 * Makes an announced blob the part's. Of two that store the same bytes at the same moment the first one's blob is kept; until the transaction
 * ends, nobody takes it away. Without effect when the blob is being deleted.
 */
export function insertPart(db: Queries, { sha256, sizeBytes, blob }: Part) {
  const announced = db
    .select({
      tenantId: looseBlobs.tenantId,
      sha256: sql<string>`${sha256}::text`.as("sha256"),
      sizeBytes: sql<number>`${sizeBytes}::integer`.as("size_bytes"),
      blob: looseBlobs.blob,
    })
    .from(looseBlobs)
    .where(and(eq(looseBlobs.tenantId, db.tenant), eq(looseBlobs.blob, blob), gt(looseBlobs.deleteAfter, doomed)))
    .for("update");
  return db
    .insert(parts)
    .select(announced)
    .onConflictDoUpdate({ target: [parts.tenantId, parts.sha256], set: { sizeBytes } });
}

export function insertArtifactParts(db: Queries, artifactId: string, inOrder: readonly Part[]) {
  return db
    .insert(artifactParts)
    .values(inOrder.map(({ sha256 }, index) => ({ tenantId: db.tenant, artifactId, number: index + 1, sha256 })));
}

/** Before its first byte is written, so that a blob whose writer died is found. */
export function announceBlob(db: Queries, blob: string, deleteAfter: number) {
  return db.insert(looseBlobs).values({ tenantId: db.tenant, blob, deleteAfter });
}

/** The blob is a part's now, unless another blob has come before it. */
export function fastenBlob(db: Queries, blob: string) {
  const kept = sql`exists (select from ${parts} p where p.tenant_id = ${db.tenant} and p.blob = ${blob})`;
  return db.delete(looseBlobs).where(and(eq(looseBlobs.tenantId, db.tenant), eq(looseBlobs.blob, blob), kept));
}

/**
 * Lets go of the parts that neither an upload nor an artifact has. Foreign keys hold the rest: one that somebody takes at the same moment
 * fails the statement.
 */
export function releaseParts(db: Queries, deleteAfter: number) {
  return db.execute(sql`
    with released as (
      delete from ${parts} p
      where p.tenant_id = ${db.tenant}
        and not exists (select from ${uploadParts} u where u.tenant_id = p.tenant_id and u.sha256 = p.sha256)
        and not exists (select from ${artifactParts} a where a.tenant_id = p.tenant_id and a.sha256 = p.sha256)
      returning p.tenant_id, p.blob
    )
    insert into ${looseBlobs} (tenant_id, blob, delete_after)
    select tenant_id, blob, ${sql.param(deleteAfter, looseBlobs.deleteAfter)} from released
  `);
}

/** Those whose time has come; from now on none of them becomes a part's. */
export function doomBlobs(db: Queries, nowMs: number) {
  return db
    .update(looseBlobs)
    .set({ deleteAfter: doomed })
    .where(and(eq(looseBlobs.tenantId, db.tenant), lte(looseBlobs.deleteAfter, nowMs)))
    .returning({ blob: looseBlobs.blob });
}

export function forgetLoose(db: Queries, blobs: readonly string[]) {
  return db.delete(looseBlobs).where(and(eq(looseBlobs.tenantId, db.tenant), inArray(looseBlobs.blob, [...blobs])));
}
