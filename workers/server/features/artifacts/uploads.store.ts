import { and, asc, desc, eq, gt, isNull, lt } from "drizzle-orm";
import { uploadParts, uploads } from "#schema/postgres/server/apps";
import type { Queries } from "#server/platform/database";

export type UploadRow = typeof uploads.$inferSelect;
export type PartRow = typeof uploadParts.$inferSelect;

export function insertUpload(db: Queries, upload: Omit<UploadRow, "tenantId" | "artifactId">) {
  return db
    .insert(uploads)
    .values({ tenantId: db.tenant, ...upload })
    .returning();
}

export function findUpload(db: Queries, id: string, nowMs: number) {
  return db
    .select()
    .from(uploads)
    .where(and(eq(uploads.tenantId, db.tenant), eq(uploads.id, id), gt(uploads.expiresAt, nowMs)));
}

/** An unfinished upload of the same content. */
export function findSameUpload(
  db: Queries,
  content: Pick<UploadRow, "appId" | "sizeBytes" | "partBytes"> & { sha256: string },
  nowMs: number,
) {
  const { appId, sizeBytes, partBytes, sha256 } = content;
  return db
    .select()
    .from(uploads)
    .where(
      and(
        eq(uploads.tenantId, db.tenant),
        eq(uploads.appId, appId),
        eq(uploads.sha256, sha256),
        eq(uploads.sizeBytes, sizeBytes),
        eq(uploads.partBytes, partBytes),
        isNull(uploads.artifactId),
        gt(uploads.expiresAt, nowMs),
      ),
    )
    .orderBy(desc(uploads.createdAt))
    .limit(1);
}

export function removeExpired(db: Queries, nowMs: number) {
  return db.delete(uploads).where(and(eq(uploads.tenantId, db.tenant), lt(uploads.expiresAt, nowMs)));
}

export function removeUpload(db: Queries, id: string) {
  return db.delete(uploads).where(and(eq(uploads.tenantId, db.tenant), eq(uploads.id, id)));
}

export function setArtifact(db: Queries, uploadId: string, artifactId: string) {
  return db
    .update(uploads)
    .set({ artifactId })
    .where(and(eq(uploads.tenantId, db.tenant), eq(uploads.id, uploadId)));
}

/** In the order of their numbers. */
export function findParts(db: Queries, uploadId: string) {
  return db
    .select()
    .from(uploadParts)
    .where(and(eq(uploadParts.tenantId, db.tenant), eq(uploadParts.uploadId, uploadId)))
    .orderBy(asc(uploadParts.number));
}

export function upsertPart(db: Queries, part: Omit<PartRow, "tenantId">) {
  const { sha256, sizeBytes } = part;
  return db
    .insert(uploadParts)
    .values({ tenantId: db.tenant, ...part })
    .onConflictDoUpdate({ target: [uploadParts.tenantId, uploadParts.uploadId, uploadParts.number], set: { sha256, sizeBytes } });
}
