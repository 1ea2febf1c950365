import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";
import type { BrowserContextOptions, Page } from "playwright-core";

const quietFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface Visitor {
  page: Page;
  /** What went wrong on the page so far: script errors, console errors, answers of 500 and above, requests without an answer. */
  troubles: readonly string[];
}

export interface TestBrowser {
  /** A page of its own browser context: no cookies, nothing stored. */
  visit: (options?: BrowserContextOptions) => Promise<Visitor>;
  /** Saves what the page shows and returns the path of the PNG; gone after `close` unless `CAMELEER_SCREENSHOTS` names a folder. */
  screenshot: (page: Page, name: string) => Promise<string>;
  close: () => Promise<void>;
}

/** Starts the machine's Chromium with an empty profile. */
export async function openBrowser(): Promise<TestBrowser> {
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    headless: true,
    args: quietFlags,
  });
  const temporary = await mkdtemp(join(tmpdir(), "cameleer-screenshots-"));
  return {
    visit: async (options) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      return { page, troubles: watch(page) };
    },
    screenshot: async (page, name) => {
      const path = join(process.env["CAMELEER_SCREENSHOTS"] ?? temporary, `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
    close: async () => {
      await browser.close();
      await rm(temporary, { recursive: true });
    },
  };
}

const networkChanged = "net::ERR_NETWORK_CHANGED";

/**
 * For journeys beside which containers start: Chromium breaks off every request when an interface comes or goes, so the page's own files come through Node.
 * Nothing is cached then.
 */
export async function keepAssetsComing(page: Page): Promise<void> {
  await page.route("**/assets/**", async (route) => route.fulfill({ response: await route.fetch() }));
}

function watch(page: Page): string[] {
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // Chromium reports refusals such as 401 here too; they are part of signing in.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) troubles.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) troubles.push(`${response.status()} ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    if (reason !== "net::ERR_ABORTED" && reason !== networkChanged) troubles.push(`${reason} ${request.url()}`);
  });
  return troubles;
}
