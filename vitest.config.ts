import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { OneKindAfterAnother } from "./tools/one-kind-after-another.ts";

const everywhere = ["schema", "workers", "standalone", "runner", "ui", "test", "bench", "tools"];

export default defineConfig({
  test: {
    reporters: ["default", "./tools/closing-line-reporter.ts"],
    // By default Vitest leaves one core alone.
    maxWorkers: "100%",
    sequence: { sequencer: OneKindAfterAnother },
    projects: [
      {
        test: {
          name: "node",
          include: everywhere.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: ["**/*.workerd.test.ts", "test/journeys/**", "test/runtime/**", "**/node_modules/**"],
          testTimeout: 5_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.toml" } })],
        test: { name: "workerd", include: ["workers/**/*.workerd.test.ts"], hookTimeout: 60_000 },
      },
      {
        test: {
          name: "runtime",
          include: ["test/runtime/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "journeys",
          include: ["test/journeys/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
