CREATE TABLE "app_secrets" (
	"tenant_id" text NOT NULL,
	"app_id" text NOT NULL,
	"environment_id" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"ciphertext" text,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" text NOT NULL,
	CONSTRAINT "app_secrets_tenant_id_app_id_environment_id_name_version_pk" PRIMARY KEY("tenant_id","app_id","environment_id","name","version")
);
--> statement-breakpoint
CREATE TABLE "app_settings" (
	"tenant_id" text NOT NULL,
	"app_id" text NOT NULL,
	"environment_id" text NOT NULL,
	"version" integer NOT NULL,
	"settings" jsonb NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" text NOT NULL,
	CONSTRAINT "app_settings_tenant_id_app_id_environment_id_version_pk" PRIMARY KEY("tenant_id","app_id","environment_id","version")
);
--> statement-breakpoint
CREATE TABLE "apps" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"display_name" text NOT NULL,
	"description" text NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "apps_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "artifacts" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"app_id" text NOT NULL,
	"kind" text NOT NULL,
	"version" text NOT NULL,
	"digest" text NOT NULL,
	"file_name" text DEFAULT '' NOT NULL,
	"size_bytes" bigint DEFAULT 0 NOT NULL,
	"parts" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"inspection" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "artifacts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "environments" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"display_name" text NOT NULL,
	"position" integer NOT NULL,
	"protected" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "environments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "upload_parts" (
	"tenant_id" text NOT NULL,
	"upload_id" text NOT NULL,
	"number" integer NOT NULL,
	"sha256" text NOT NULL,
	"size_bytes" integer NOT NULL,
	CONSTRAINT "upload_parts_tenant_id_upload_id_number_pk" PRIMARY KEY("tenant_id","upload_id","number")
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"app_id" text NOT NULL,
	"file_name" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"part_bytes" integer NOT NULL,
	"sha256" text,
	"version" text,
	"artifact_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "uploads_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "deployment_events" (
	"tenant_id" text NOT NULL,
	"deployment_id" text NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "deployment_events_tenant_id_deployment_id_seq_pk" PRIMARY KEY("tenant_id","deployment_id","seq")
);
--> statement-breakpoint
CREATE TABLE "deployments" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"app_id" text NOT NULL,
	"environment_id" text NOT NULL,
	"runner_id" text NOT NULL,
	"runner" text NOT NULL,
	"action" text NOT NULL,
	"automatic" boolean NOT NULL,
	"state" text NOT NULL,
	"generation" integer NOT NULL,
	"revision_id" text NOT NULL,
	"previous_revision_id" text,
	"replicas" integer NOT NULL,
	"run_state" text NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"failure_reason" text,
	"failure_message" text,
	CONSTRAINT "deployments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"tenant_id" text NOT NULL,
	"app_id" text NOT NULL,
	"environment_id" text NOT NULL,
	"runner_id" text NOT NULL,
	"generation" integer NOT NULL,
	"rev" bigint NOT NULL,
	"deployment_id" text NOT NULL,
	"revision_id" text NOT NULL,
	"run_state" text NOT NULL,
	"replicas" integer NOT NULL,
	"restart_nonce" integer NOT NULL,
	"removal" text,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" text NOT NULL,
	"observed" jsonb,
	"observed_at" timestamp (3) with time zone,
	CONSTRAINT "placements_tenant_id_app_id_environment_id_pk" PRIMARY KEY("tenant_id","app_id","environment_id")
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"app_id" text NOT NULL,
	"environment_id" text NOT NULL,
	"number" integer NOT NULL,
	"artifact_id" text NOT NULL,
	"settings_version" integer NOT NULL,
	"settings" jsonb NOT NULL,
	"secrets" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "revisions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "enrollments" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"token_hash" text NOT NULL,
	"name" text NOT NULL,
	"environment_ids" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"runner_id" text,
	CONSTRAINT "enrollments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "log_streams" (
	"tenant_id" text NOT NULL,
	"runner_id" text NOT NULL,
	"stream_id" text NOT NULL,
	"committed_to" bigint NOT NULL,
	"pending_to" bigint,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "log_streams_tenant_id_runner_id_stream_id_pk" PRIMARY KEY("tenant_id","runner_id","stream_id")
);
--> statement-breakpoint
CREATE TABLE "runner_tasks" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"runner_id" text NOT NULL,
	"kind" text NOT NULL,
	"args" jsonb NOT NULL,
	"state" text NOT NULL,
	"lease_id" text,
	"lease_until" timestamp (3) with time zone,
	"result" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "runner_tasks_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "runners" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"environment_ids" jsonb NOT NULL,
	"sign_key" text NOT NULL,
	"seal_key" text NOT NULL,
	"former_sign_key" text,
	"former_until" timestamp (3) with time zone,
	"keys_rotated_at" timestamp (3) with time zone NOT NULL,
	"rotation_asked_at" timestamp (3) with time zone,
	"host" jsonb NOT NULL,
	"executor" jsonb NOT NULL,
	"version" text NOT NULL,
	"capabilities" jsonb NOT NULL,
	"draining" boolean DEFAULT false NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"boot_id" text DEFAULT '' NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"rev" bigint DEFAULT 0 NOT NULL,
	"snapshot_hash" text DEFAULT '' NOT NULL,
	"health" jsonb,
	"conditions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"enrolled_at" timestamp (3) with time zone NOT NULL,
	"enrolled_by" text NOT NULL,
	"last_seen_at" timestamp (3) with time zone,
	"left_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "runners_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "app_secrets" ADD CONSTRAINT "app_secrets_tenant_id_app_id_apps_tenant_id_id_fk" FOREIGN KEY ("tenant_id","app_id") REFERENCES "public"."apps"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_secrets" ADD CONSTRAINT "app_secrets_tenant_id_environment_id_environments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","environment_id") REFERENCES "public"."environments"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_settings" ADD CONSTRAINT "app_settings_tenant_id_app_id_apps_tenant_id_id_fk" FOREIGN KEY ("tenant_id","app_id") REFERENCES "public"."apps"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_settings" ADD CONSTRAINT "app_settings_tenant_id_environment_id_environments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","environment_id") REFERENCES "public"."environments"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "artifacts" ADD CONSTRAINT "artifacts_tenant_id_app_id_apps_tenant_id_id_fk" FOREIGN KEY ("tenant_id","app_id") REFERENCES "public"."apps"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_parts" ADD CONSTRAINT "upload_parts_tenant_id_upload_id_uploads_tenant_id_id_fk" FOREIGN KEY ("tenant_id","upload_id") REFERENCES "public"."uploads"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_tenant_id_app_id_apps_tenant_id_id_fk" FOREIGN KEY ("tenant_id","app_id") REFERENCES "public"."apps"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment_events" ADD CONSTRAINT "deployment_events_tenant_id_deployment_id_deployments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","deployment_id") REFERENCES "public"."deployments"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployments" ADD CONSTRAINT "deployments_tenant_id_app_id_apps_tenant_id_id_fk" FOREIGN KEY ("tenant_id","app_id") REFERENCES "public"."apps"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployments" ADD CONSTRAINT "deployments_tenant_id_environment_id_environments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","environment_id") REFERENCES "public"."environments"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployments" ADD CONSTRAINT "deployments_tenant_id_revision_id_revisions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","revision_id") REFERENCES "public"."revisions"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_tenant_id_app_id_apps_tenant_id_id_fk" FOREIGN KEY ("tenant_id","app_id") REFERENCES "public"."apps"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_tenant_id_environment_id_environments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","environment_id") REFERENCES "public"."environments"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_tenant_id_runner_id_runners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","runner_id") REFERENCES "public"."runners"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_tenant_id_revision_id_revisions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","revision_id") REFERENCES "public"."revisions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_tenant_id_app_id_apps_tenant_id_id_fk" FOREIGN KEY ("tenant_id","app_id") REFERENCES "public"."apps"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_tenant_id_environment_id_environments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","environment_id") REFERENCES "public"."environments"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_tenant_id_artifact_id_artifacts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","artifact_id") REFERENCES "public"."artifacts"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "log_streams" ADD CONSTRAINT "log_streams_tenant_id_runner_id_runners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","runner_id") REFERENCES "public"."runners"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runner_tasks" ADD CONSTRAINT "runner_tasks_tenant_id_runner_id_runners_tenant_id_id_fk" FOREIGN KEY ("tenant_id","runner_id") REFERENCES "public"."runners"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "apps_name" ON "apps" USING btree ("tenant_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "artifacts_digest" ON "artifacts" USING btree ("tenant_id","app_id","digest");--> statement-breakpoint
CREATE INDEX "artifacts_newest" ON "artifacts" USING btree ("tenant_id","app_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "artifacts_bytes" ON "artifacts" USING btree ("tenant_id","digest");--> statement-breakpoint
CREATE UNIQUE INDEX "environments_name" ON "environments" USING btree ("tenant_id","name");--> statement-breakpoint
CREATE INDEX "uploads_expiry" ON "uploads" USING btree ("tenant_id","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "deployments_generation" ON "deployments" USING btree ("tenant_id","app_id","environment_id","generation");--> statement-breakpoint
CREATE INDEX "deployments_newest" ON "deployments" USING btree ("tenant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "placements_environment" ON "placements" USING btree ("tenant_id","environment_id");--> statement-breakpoint
CREATE INDEX "placements_runner" ON "placements" USING btree ("tenant_id","runner_id","rev");--> statement-breakpoint
CREATE UNIQUE INDEX "revisions_number" ON "revisions" USING btree ("tenant_id","app_id","environment_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "enrollments_token" ON "enrollments" USING btree ("tenant_id","token_hash");--> statement-breakpoint
CREATE INDEX "enrollments_newest" ON "enrollments" USING btree ("tenant_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "runner_tasks_newest" ON "runner_tasks" USING btree ("tenant_id","runner_id","created_at" DESC NULLS LAST);
--> statement-breakpoint
SELECT tenancy.protect(t.name::regclass) FROM unnest(ARRAY[
  'environments', 'apps', 'artifacts', 'uploads', 'upload_parts', 'app_settings', 'app_secrets', 'runners', 'enrollments', 'runner_tasks',
  'log_streams', 'revisions', 'placements', 'deployments', 'deployment_events'
]) AS t(name);
--> statement-breakpoint
-- A revision is what it was.
REVOKE UPDATE, TRUNCATE ON public.revisions FROM cameleer_app;
