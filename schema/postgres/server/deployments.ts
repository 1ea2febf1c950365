import { bigint, boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { DeploymentState } from "#schema/contract/deployments";
import { apps, artifacts, environments } from "#schema/postgres/server/apps";
import { instant, tenantId } from "#schema/postgres/server/columns";
import { runners } from "#schema/postgres/server/runners";
import type { AppSettings } from "#schema/protocol/runner/v1/app-settings";
import type { RolloutEvent } from "#schema/protocol/runner/v1/rollout";
import type { ObservedApp } from "#schema/protocol/runner/v1/snapshot";

/** Artifact, settings and secret versions that were deployed together; never changed. */
export const revisions = pgTable(
  "revisions",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    appId: text("app_id").notNull(),
    environmentId: text("environment_id").notNull(),
    number: integer().notNull(),
    artifactId: text("artifact_id").notNull(),
    settingsVersion: integer("settings_version").notNull(),
    settings: jsonb().$type<AppSettings>().notNull(),
    secrets: jsonb().$type<readonly { readonly name: string; readonly version: number }[]>().notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("revisions_number").on(t.tenantId, t.appId, t.environmentId, t.number),
    foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id] }).onDelete("cascade"),
    foreignKey({ columns: [t.tenantId, t.environmentId], foreignColumns: [environments.tenantId, environments.id] }).onDelete("cascade"),
    foreignKey({ columns: [t.tenantId, t.artifactId], foreignColumns: [artifacts.tenantId, artifacts.id] }).onDelete("cascade"),
  ],
);

/** An app in an environment: what is wanted, by generation, and what its runner last said about it. */
export const placements = pgTable(
  "placements",
  {
    tenantId: tenantId(),
    appId: text("app_id").notNull(),
    environmentId: text("environment_id").notNull(),
    runnerId: text("runner_id").notNull(),
    generation: integer().notNull(),
    /** Position of the last change in the runner's desired state. */
    rev: bigint({ mode: "number" }).notNull(),
    deploymentId: text("deployment_id").notNull(),
    revisionId: text("revision_id").notNull(),
    runState: text("run_state", { enum: ["running", "stopped"] }).notNull(),
    replicas: integer().notNull(),
    restartNonce: integer("restart_nonce").notNull(),
    /** Set while it is being taken off its runner. */
    removal: text({ enum: ["stop", "purge"] }),
    changedAt: instant("changed_at").notNull(),
    changedBy: text("changed_by").notNull(),
    observed: jsonb().$type<ObservedApp>(),
    observedAt: instant("observed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.appId, t.environmentId] }),
    index("placements_environment").on(t.tenantId, t.environmentId),
    index("placements_runner").on(t.tenantId, t.runnerId, t.rev),
    foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id] }),
    foreignKey({ columns: [t.tenantId, t.environmentId], foreignColumns: [environments.tenantId, environments.id] }),
    foreignKey({ columns: [t.tenantId, t.runnerId], foreignColumns: [runners.tenantId, runners.id] }),
    foreignKey({ columns: [t.tenantId, t.revisionId], foreignColumns: [revisions.tenantId, revisions.id] }),
  ],
);

/** With what a deployed app sends its telemetry. It ends with its placement; `version` is the generation that it was made for. */
export const appTokens = pgTable(
  "app_tokens",
  {
    tenantId: tenantId(),
    appId: text("app_id").notNull(),
    environmentId: text("environment_id").notNull(),
    version: integer().notNull(),
    tokenHash: text("token_hash").notNull(),
    ciphertext: text().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.appId, t.environmentId] }),
    uniqueIndex("app_tokens_token").on(t.tenantId, t.tokenHash),
    foreignKey({
      columns: [t.tenantId, t.appId, t.environmentId],
      foreignColumns: [placements.tenantId, placements.appId, placements.environmentId],
    }).onDelete("cascade"),
  ],
);

/** Every change to what is wanted, and what came of it. Names are kept as they were. */
export const deployments = pgTable(
  "deployments",
  {
    tenantId: tenantId(),
    id: text().notNull(),
    appId: text("app_id").notNull(),
    environmentId: text("environment_id").notNull(),
    runnerId: text("runner_id").notNull(),
    runner: text().notNull(),
    action: text({ enum: ["deploy", "start", "stop", "restart", "scale", "rollback", "promote", "remove", "cancel"] }).notNull(),
    automatic: boolean().notNull(),
    state: text().$type<DeploymentState>().notNull(),
    generation: integer().notNull(),
    revisionId: text("revision_id").notNull(),
    previousRevisionId: text("previous_revision_id"),
    replicas: integer().notNull(),
    runState: text("run_state", { enum: ["running", "stopped"] }).notNull(),
    reason: text().notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
    failureReason: text("failure_reason"),
    failureMessage: text("failure_message"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("deployments_generation").on(t.tenantId, t.appId, t.environmentId, t.generation),
    index("deployments_newest").on(t.tenantId, t.createdAt.desc(), t.id.desc()),
    foreignKey({ columns: [t.tenantId, t.appId], foreignColumns: [apps.tenantId, apps.id] }).onDelete("cascade"),
    foreignKey({ columns: [t.tenantId, t.environmentId], foreignColumns: [environments.tenantId, environments.id] }).onDelete("cascade"),
    foreignKey({ columns: [t.tenantId, t.revisionId], foreignColumns: [revisions.tenantId, revisions.id] }).onDelete("cascade"),
  ],
);

/** What happened in a deployment, as the runner told it. */
export const deploymentEvents = pgTable(
  "deployment_events",
  {
    tenantId: tenantId(),
    deploymentId: text("deployment_id").notNull(),
    seq: integer().notNull(),
    at: instant().notNull(),
    event: jsonb().$type<RolloutEvent>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.deploymentId, t.seq] }),
    foreignKey({ columns: [t.tenantId, t.deploymentId], foreignColumns: [deployments.tenantId, deployments.id] }).onDelete("cascade"),
  ],
);
