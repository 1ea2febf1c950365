import { and, desc, eq, gt, isNull, lte } from "drizzle-orm";
import { uploads } from "#schema/postgres/server/apps";
import type { Queries } from "#server/platform/database";

export type UploadRow = typeof uploads.$inferSelect;

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
  return db.delete(uploads).where(and(eq(uploads.tenantId, db.tenant), lte(uploads.expiresAt, nowMs)));
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
