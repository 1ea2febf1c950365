import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./schema/postgres/server/!(*.test).ts",
  out: "./schema/postgres/server/migrations",
});
