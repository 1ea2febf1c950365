-- The role the server connects with. Whoever runs the engine gives it (or a role that is a member of it) a way to log in.
DO $$
BEGIN
  CREATE ROLE cameleer_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO cameleer_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO cameleer_app;
--> statement-breakpoint
CREATE SCHEMA tenancy;
--> statement-breakpoint
-- Roles that belong to one tenant for good. Out of the server's reach: nothing here is granted to it.
CREATE TABLE tenancy.bound_roles (role_name text PRIMARY KEY, tenant_id text NOT NULL);
--> statement-breakpoint
-- The tenant of the role that logged in, when it is bound to one: a fact that no SQL of that role can change. Otherwise the
-- transaction's setting, which reads back as '' once it was set in a session, hence NULLIF.
CREATE FUNCTION tenancy.current_tenant() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(
    (SELECT tenant_id FROM tenancy.bound_roles WHERE role_name = session_user),
    nullif(current_setting('app.tenant_id', true), '')
  )
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA tenancy TO cameleer_app;
--> statement-breakpoint
REVOKE ALL ON FUNCTION tenancy.current_tenant() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION tenancy.current_tenant() TO cameleer_app;
--> statement-breakpoint
-- Every migration that creates a table calls this for it.
CREATE FUNCTION tenancy.protect(target regclass) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY tenant ON %s USING (tenant_id = (SELECT tenancy.current_tenant())) WITH CHECK (tenant_id = (SELECT tenancy.current_tenant()))',
    target
  );
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO cameleer_app', target);
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION tenancy.protect(regclass) FROM PUBLIC;
--> statement-breakpoint
SELECT tenancy.protect(c.oid) FROM pg_catalog.pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r';
--> statement-breakpoint
-- The audit log is added to, never changed.
REVOKE UPDATE, DELETE, TRUNCATE ON public.audit_log FROM cameleer_app;
