import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "vitest";
import { countScript } from "#runner/executor/docker/open-connections";

const heading = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
const row = (local: string, state: string): string =>
  `   0: ${local} 020012AC:9C40 ${state} 00000000:00000000 00:00000000 00000000 65532        0 4242 1 0000000000000000 20 4 30 10 -1`;

/** Runs the script against tables as the kernel prints them. */
function count(tables: Readonly<Record<string, readonly string[]>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "cameleer-connections-"));
  for (const [name, rows] of Object.entries(tables)) writeFileSync(path.join(folder, name), `${[heading, ...rows].join("\n")}\n`);
  const printed = execFileSync("sh", ["-c", countScript(8_080).replaceAll("/proc/net", folder)], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  return printed.trim();
}

describe("the connections to an app", () => {
  test.for([
    [
      "of others count, by IPv4 and by IPv6",
      { tcp: [row("030012AC:1F90", "01")], tcp6: [row("0000000000000000FFFF0000030012AC:1F90", "01")] },
      "2",
    ],
    [
      "that are being closed, or only listened for, do not count",
      { tcp: [row("030012AC:1F90", "06"), row("00000000:1F90", "0A")], tcp6: [] },
      "0",
    ],
    ["at another port do not count", { tcp: [row("030012AC:1F91", "01"), row("030012AC:9C40", "01")], tcp6: [] }, "0"],
    [
      "of its own health check do not count",
      { tcp: [row("0100007F:1F90", "01")], tcp6: [row("00000000000000000000000001000000:1F90", "01")] },
      "0",
    ],
    ["at an address that ends as the loopback one does count", { tcp6: [row("00FD0000000000000000000001000000:1F90", "01")] }, "1"],
    ["are not known when the kernel lists none at all", {}, ""],
  ] as const)("%s", ([, tables, expected], { expect }) => {
    expect(count(tables)).toBe(expected);
  });
});
