import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const everywhere = ["schema", "workers", "standalone", "runner", "ui", "test", "bench", "tools"];

/** By default Vitest leaves one core alone. */
const bothCores = "100%";

const underLoad = "test/runtime/rolling.test.ts";

/**
 * Files run two at a time and kind by kind: Chromium breaks off its requests whenever a container's network interface comes or goes. What is done under
 * load has both cores to itself.
 */
export default defineConfig({
  test: {
    reporters: ["default", "./tools/closing-line-reporter.ts"],
    projects: [
      {
        test: {
          name: "journeys",
          include: ["test/journeys/**/*.test.ts"],
          sequence: { groupOrder: 0 },
          maxWorkers: bothCores,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.toml" } })],
        test: {
          name: "workerd",
          include: ["workers/**/*.workerd.test.ts"],
          sequence: { groupOrder: 1 },
          maxWorkers: bothCores,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "node",
          include: everywhere.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: ["**/*.workerd.test.ts", "test/journeys/**", "test/runtime/**", "**/node_modules/**"],
          sequence: { groupOrder: 1 },
          maxWorkers: bothCores,
          testTimeout: 5_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "runtime",
          include: ["test/runtime/**/*.test.ts"],
          exclude: [underLoad],
          sequence: { groupOrder: 2 },
          maxWorkers: bothCores,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "load",
          include: [underLoad],
          sequence: { groupOrder: 3 },
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
