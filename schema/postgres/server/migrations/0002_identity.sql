CREATE TABLE "group_roles" (
	"tenant_id" text NOT NULL,
	"group_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "group_roles_tenant_id_group_id_role_pk" PRIMARY KEY("tenant_id","group_id","role")
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"description" text NOT NULL,
	"parent_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "groups_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"description" text NOT NULL,
	"permissions" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "roles_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "user_groups" (
	"tenant_id" text NOT NULL,
	"user_id" text NOT NULL,
	"group_id" text NOT NULL,
	"origin" text NOT NULL,
	"rule_id" text DEFAULT '' NOT NULL,
	CONSTRAINT "user_groups_tenant_id_user_id_group_id_origin_rule_id_pk" PRIMARY KEY("tenant_id","user_id","group_id","origin","rule_id")
);
--> statement-breakpoint
CREATE TABLE "claim_mapping_rules" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"claim" text NOT NULL,
	"match" text NOT NULL,
	"value" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"priority" integer NOT NULL,
	"enabled" boolean NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "claim_mapping_rules_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" text,
	"username" text NOT NULL,
	"display_name" text NOT NULL,
	"email" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"claims" jsonb NOT NULL,
	"tokens_valid_after" timestamp (3) with time zone,
	CONSTRAINT "identities_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "license_clock" (
	"tenant_id" text NOT NULL,
	"high_water" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "license_clock_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "licenses" (
	"tenant_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"token_hash" text NOT NULL,
	"token" text NOT NULL,
	"tier" text NOT NULL,
	"customer" text NOT NULL,
	"source" text NOT NULL,
	"accepted_by" text NOT NULL,
	"accepted_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "licenses_tenant_id_sequence_pk" PRIMARY KEY("tenant_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"service_account_id" text NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"key_hash" text NOT NULL,
	"permissions" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "bootstrap_tokens" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"prefix" text NOT NULL,
	"token_hash" text NOT NULL,
	"environment" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "bootstrap_tokens_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "service_accounts" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"description" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "service_accounts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "used_once" (
	"tenant_id" text NOT NULL,
	"subject" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "used_once_tenant_id_subject_pk" PRIMARY KEY("tenant_id","subject")
);
--> statement-breakpoint
CREATE TABLE "links" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"secret_hash" text NOT NULL,
	"recipient" text NOT NULL,
	"user_id" text,
	"roles" jsonb NOT NULL,
	"groups" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "links_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"tenant_id" text NOT NULL,
	"user_id" text NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "recovery_codes_tenant_id_user_id_code_hash_pk" PRIMARY KEY("tenant_id","user_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "second_factors" (
	"tenant_id" text NOT NULL,
	"user_id" text NOT NULL,
	"sealed_secret" text NOT NULL,
	"begun_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "second_factors_tenant_id_user_id_pk" PRIMARY KEY("tenant_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "sessions" ALTER COLUMN "user_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "bootstrap_token_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "by" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "record" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "sequence" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "previous_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "auth_epochs" ADD COLUMN "machine_epoch" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "identity_id" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "method" text DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "provider_session" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "claims" jsonb;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "claims_expire_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "sealed_refresh_token" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "sealed_id_token" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "group_roles" ADD CONSTRAINT "group_roles_tenant_id_group_id_groups_tenant_id_id_fk" FOREIGN KEY ("tenant_id","group_id") REFERENCES "public"."groups"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_tenant_id_parent_id_groups_tenant_id_id_fk" FOREIGN KEY ("tenant_id","parent_id") REFERENCES "public"."groups"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_groups" ADD CONSTRAINT "user_groups_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_groups" ADD CONSTRAINT "user_groups_tenant_id_group_id_groups_tenant_id_id_fk" FOREIGN KEY ("tenant_id","group_id") REFERENCES "public"."groups"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_tenant_id_service_account_id_service_accounts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","service_account_id") REFERENCES "public"."service_accounts"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "group_roles_role" ON "group_roles" USING btree ("tenant_id","role");--> statement-breakpoint
CREATE UNIQUE INDEX "groups_name" ON "groups" USING btree ("tenant_id","name_key");--> statement-breakpoint
CREATE INDEX "groups_parent" ON "groups" USING btree ("tenant_id","parent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "roles_name" ON "roles" USING btree ("tenant_id","name_key");--> statement-breakpoint
CREATE INDEX "user_groups_group" ON "user_groups" USING btree ("tenant_id","group_id");--> statement-breakpoint
CREATE INDEX "claim_mapping_rules_order" ON "claim_mapping_rules" USING btree ("tenant_id","priority","id");--> statement-breakpoint
CREATE UNIQUE INDEX "identities_subject" ON "identities" USING btree ("tenant_id","issuer","subject");--> statement-breakpoint
CREATE INDEX "identities_user" ON "identities" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE INDEX "identities_seen" ON "identities" USING btree ("tenant_id","last_seen_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("tenant_id","key_hash");--> statement-breakpoint
CREATE INDEX "api_keys_account" ON "api_keys" USING btree ("tenant_id","service_account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bootstrap_tokens_hash" ON "bootstrap_tokens" USING btree ("tenant_id","token_hash");--> statement-breakpoint
CREATE INDEX "bootstrap_tokens_name" ON "bootstrap_tokens" USING btree ("tenant_id","name_key");--> statement-breakpoint
CREATE UNIQUE INDEX "service_accounts_name" ON "service_accounts" USING btree ("tenant_id","name_key");--> statement-breakpoint
CREATE INDEX "used_once_age" ON "used_once" USING btree ("tenant_id","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "links_secret" ON "links" USING btree ("tenant_id","secret_hash");--> statement-breakpoint
CREATE INDEX "links_newest" ON "links" USING btree ("tenant_id","created_at" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_identity_id_identities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","identity_id") REFERENCES "public"."identities"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- Each entry of the audit log carries the hash of the one before. One entry at a time per tenant: the lock holds until the transaction ends.
CREATE FUNCTION tenancy.chain_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit|' || NEW.tenant_id, 0));
  SELECT a.sequence, a.hash INTO last FROM public.audit_log a WHERE a.tenant_id = NEW.tenant_id ORDER BY a.sequence DESC LIMIT 1;
  NEW.sequence := coalesce(last.sequence, 0) + 1;
  NEW.previous_hash := coalesce(last.hash, '');
  NEW.hash := encode(sha256(convert_to(NEW.previous_hash || E'\n' || NEW.sequence || E'\n' || NEW.record, 'UTF8')), 'hex');
  RETURN NEW;
END
$$;
--> statement-breakpoint
-- Entries from before the chain become its beginning.
DO $$
DECLARE
  entry record;
BEGIN
  CREATE TEMPORARY TABLE unchained ON COMMIT DROP AS SELECT * FROM public.audit_log;
  DELETE FROM public.audit_log;
  CREATE TRIGGER chain BEFORE INSERT ON public.audit_log FOR EACH ROW EXECUTE FUNCTION tenancy.chain_audit();
  FOR entry IN SELECT * FROM unchained ORDER BY at, id LOOP
    INSERT INTO public.audit_log (tenant_id, id, at, action, actor, target, outcome, ip, request_id, detail, record)
    VALUES (
      entry.tenant_id, entry.id, entry.at, entry.action, entry.actor, entry.target, entry.outcome, entry.ip, entry.request_id, entry.detail,
      jsonb_build_object(
        'id', entry.id, 'at', to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'action', entry.action,
        'actor', entry.actor, 'by', 'none', 'target', entry.target, 'outcome', entry.outcome, 'ip', entry.ip,
        'requestId', entry.request_id, 'detail', entry.detail
      )::text
    );
  END LOOP;
END
$$;
--> statement-breakpoint
CREATE UNIQUE INDEX "audit_log_sequence" ON "audit_log" USING btree ("tenant_id","sequence");--> statement-breakpoint
CREATE INDEX "sessions_identity" ON "sessions" USING btree ("tenant_id","identity_id");
--> statement-breakpoint
-- The names of the built-in roles are taken.
ALTER TABLE "roles" ADD CONSTRAINT "roles_not_built_in" CHECK (name_key NOT IN ('viewer', 'operator', 'admin'));
--> statement-breakpoint
SELECT tenancy.protect(t.name::regclass) FROM unnest(ARRAY[
  'roles', 'groups', 'group_roles', 'user_groups', 'identities', 'claim_mapping_rules', 'second_factors', 'recovery_codes', 'links',
  'service_accounts', 'api_keys', 'bootstrap_tokens', 'licenses', 'license_clock', 'used_once'
]) AS t(name);
--> statement-breakpoint
-- A license once accepted is never forgotten.
REVOKE UPDATE, DELETE, TRUNCATE ON public.licenses FROM cameleer_app;
