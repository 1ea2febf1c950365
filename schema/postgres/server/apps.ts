import { bigint, boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, tenantId } from "#schema/postgres/server/columns";
import type { Inspection } from "#schema/contract/artifacts";
import type { AppSettings } from "#schema/protocol/runner/v1/app-settings";

/** Where apps run, in the order in which they are promoted. */
export const environments = pgTable(
  "environments",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    name: text().notNull(),
    displayName: text("display_name").notNull(),
    position: integer().notNull(),
    protected: boolean().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("environments_name").on(t.tenantId, t.name)],
);

export const apps = pgTable(
  "apps",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    name: text().notNull(),
    displayName: text("display_name").notNull(),
    description: text().notNull(),
    kind: text({ enum: ["app", "server"] }).notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("apps_name").on(t.tenantId, t.name)],
);

/** Versions of an app's JAR or image. A JAR's bytes are its parts in order. */
export const artifacts = pgTable(
  "artifacts",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    appId: text("app_id").notNull(),
    kind: text({ enum: ["jar", "image"] }).notNull(),
    version: text().notNull(),
    /** SHA-256 of the JAR in hex, or the image's name and digest. */
    digest: text().notNull(),
    fileName: text("file_name").notNull().default(""),
    sizeBytes: bigint("size_bytes", { mode: "number" }).notNull().default(0),
    inspection: jsonb().$type<Inspection>(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("artifacts_digest").on(t.tenantId, t.appId, t.digest),
    index("artifacts_newest").on(t.tenantId, t.appId, t.createdAt.desc(), t.id.desc()),
    index("artifacts_bytes").on(t.tenantId, t.digest),
    foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id] }).onDelete("cascade"),
  ],
);

/** Uploads that are not complete, and for a while those that are. */
export const uploads = pgTable(
  "uploads",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    appId: text("app_id").notNull(),
    fileName: text("file_name").notNull(),
    sizeBytes: bigint("size_bytes", { mode: "number" }).notNull(),
    partBytes: integer("part_bytes").notNull(),
    /** What the client announced. */
    sha256: text(),
    version: text(),
    artifactId: text("artifact_id"),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("uploads_expiry").on(t.tenantId, t.expiresAt),
    foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id] }).onDelete("cascade"),
  ],
);

/** Stretches of bytes that uploads and artifacts consist of. Equal ones are stored once, and none goes while one of them has it. */
export const parts = pgTable(
  "parts",
  { tenantId: tenantId(), sha256: text().notNull(), sizeBytes: integer("size_bytes").notNull(), blob: text().notNull() },
  (t) => [primaryKey({ columns: [t.tenantId, t.sha256] })],
);

export const uploadParts = pgTable(
  "upload_parts",
  { tenantId: tenantId(), uploadId: text("upload_id").notNull(), number: integer().notNull(), sha256: text().notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.uploadId, t.number] }),
    index("upload_parts_part").on(t.tenantId, t.sha256),
    foreignKey({ columns: [t.tenantId, t.uploadId], foreignColumns: [uploads.tenantId, uploads.id] }).onDelete("cascade"),
    foreignKey({ columns: [t.tenantId, t.sha256], foreignColumns: [parts.tenantId, parts.sha256] }),
  ],
);

export const artifactParts = pgTable(
  "artifact_parts",
  { tenantId: tenantId(), artifactId: text("artifact_id").notNull(), number: integer().notNull(), sha256: text().notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.artifactId, t.number] }),
    index("artifact_parts_part").on(t.tenantId, t.sha256),
    foreignKey({ columns: [t.tenantId, t.artifactId], foreignColumns: [artifacts.tenantId, artifacts.id] }).onDelete("cascade"),
    foreignKey({ columns: [t.tenantId, t.sha256], foreignColumns: [parts.tenantId, parts.sha256] }),
  ],
);

/** Blobs that no part has: those being written, and those to be deleted. The name of a blob is never used again. */
export const looseBlobs = pgTable(
  "loose_blobs",
  { tenantId: tenantId(), blob: text().notNull(), deleteAfter: instant("delete_after").notNull() },
  (t) => [primaryKey({ columns: [t.tenantId, t.blob] }), index("loose_blobs_age").on(t.tenantId, t.deleteAfter)],
);

/** How an app is to be run in an environment; each change is a new version. */
export const appSettings = pgTable(
  "app_settings",
  {
    tenantId: tenantId(),
    appId: text("app_id").notNull(),
    environmentId: text("environment_id").notNull(),
    version: integer().notNull(),
    settings: jsonb().$type<AppSettings>().notNull(),
    changedAt: instant("changed_at").notNull(),
    changedBy: text("changed_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.appId, t.environmentId, t.version] }),
    foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id] }).onDelete("cascade"),
    foreignKey({ columns: [t.tenantId, t.environmentId], foreignColumns: [environments.tenantId, environments.id] }).onDelete("cascade"),
  ],
);

/** Secrets of an app in an environment, encrypted with a key of the server. A version without ciphertext is a deletion. */
export const appSecrets = pgTable(
  "app_secrets",
  {
    tenantId: tenantId(),
    appId: text("app_id").notNull(),
    environmentId: text("environment_id").notNull(),
    name: text().notNull(),
    version: integer().notNull(),
    ciphertext: text(),
    changedAt: instant("changed_at").notNull(),
    changedBy: text("changed_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.appId, t.environmentId, t.name, t.version] }),
    foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id] }).onDelete("cascade"),
    foreignKey({ columns: [t.tenantId, t.environmentId], foreignColumns: [environments.tenantId, environments.id] }).onDelete("cascade"),
  ],
);
