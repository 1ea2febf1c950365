CREATE TABLE "artifact_parts" (
	"tenant_id" text NOT NULL,
	"artifact_id" text NOT NULL,
	"number" integer NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "artifact_parts_tenant_id_artifact_id_number_pk" PRIMARY KEY("tenant_id","artifact_id","number")
);
--> statement-breakpoint
CREATE TABLE "loose_blobs" (
	"tenant_id" text NOT NULL,
	"blob" text NOT NULL,
	"delete_after" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "loose_blobs_tenant_id_blob_pk" PRIMARY KEY("tenant_id","blob")
);
--> statement-breakpoint
CREATE TABLE "parts" (
	"tenant_id" text NOT NULL,
	"sha256" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"blob" text NOT NULL,
	CONSTRAINT "parts_tenant_id_sha256_pk" PRIMARY KEY("tenant_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "app_tokens" (
	"tenant_id" text NOT NULL,
	"app_id" text NOT NULL,
	"environment_id" text NOT NULL,
	"version" integer NOT NULL,
	"token_hash" text NOT NULL,
	"ciphertext" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "app_tokens_tenant_id_app_id_environment_id_pk" PRIMARY KEY("tenant_id","app_id","environment_id")
);
--> statement-breakpoint
-- What is stored keeps its blobs, which were named by their digests. The owner must see every tenant's rows to carry them over.
ALTER TABLE "artifacts" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "upload_parts" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "parts" ("tenant_id", "sha256", "size_bytes", "blob")
SELECT DISTINCT ON (tenant_id, sha256) tenant_id, sha256, size_bytes, 'part-' || sha256 FROM (
  SELECT tenant_id, sha256, size_bytes FROM "upload_parts"
  UNION ALL
  SELECT a.tenant_id, p.value ->> 'sha256', (p.value ->> 'sizeBytes')::integer FROM "artifacts" a, jsonb_array_elements(a.parts) p
) AS stored;--> statement-breakpoint
INSERT INTO "artifact_parts" ("tenant_id", "artifact_id", "number", "sha256")
SELECT a.tenant_id, a.id, p.number, p.value ->> 'sha256' FROM "artifacts" a, jsonb_array_elements(a.parts) WITH ORDINALITY AS p(value, number);--> statement-breakpoint
ALTER TABLE "artifacts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "upload_parts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "artifact_parts" ADD CONSTRAINT "artifact_parts_tenant_id_artifact_id_artifacts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","artifact_id") REFERENCES "public"."artifacts"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "artifact_parts" ADD CONSTRAINT "artifact_parts_tenant_id_sha256_parts_tenant_id_sha256_fk" FOREIGN KEY ("tenant_id","sha256") REFERENCES "public"."parts"("tenant_id","sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_tokens" ADD CONSTRAINT "app_tokens_tenant_id_app_id_environment_id_placements_tenant_id_app_id_environment_id_fk" FOREIGN KEY ("tenant_id","app_id","environment_id") REFERENCES "public"."placements"("tenant_id","app_id","environment_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "artifact_parts_part" ON "artifact_parts" USING btree ("tenant_id","sha256");--> statement-breakpoint
CREATE INDEX "loose_blobs_age" ON "loose_blobs" USING btree ("tenant_id","delete_after");--> statement-breakpoint
CREATE UNIQUE INDEX "app_tokens_token" ON "app_tokens" USING btree ("tenant_id","token_hash");--> statement-breakpoint
ALTER TABLE "upload_parts" ADD CONSTRAINT "upload_parts_tenant_id_sha256_parts_tenant_id_sha256_fk" FOREIGN KEY ("tenant_id","sha256") REFERENCES "public"."parts"("tenant_id","sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "upload_parts_part" ON "upload_parts" USING btree ("tenant_id","sha256");--> statement-breakpoint
ALTER TABLE "artifacts" DROP COLUMN "parts";--> statement-breakpoint
ALTER TABLE "upload_parts" DROP COLUMN "size_bytes";--> statement-breakpoint
SELECT tenancy.protect(t.name::regclass) FROM unnest(ARRAY['parts', 'artifact_parts', 'loose_blobs', 'app_tokens']) AS t(name);
