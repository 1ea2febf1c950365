import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

import { eventually } from "#test/eventually";

const movement =
  "document.getAnimations().some((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity)";

/** Waits until nothing on the page is on its way, or moves towards its final look. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
  await page.locator(".skeleton, [aria-busy=true]").first().waitFor({ state: "detached" });
  await eventually({ what: "the page to come to rest", withinMs: 5_000 }, async () =>
    (await page.evaluate<boolean>(movement)) ? undefined : true,
  );
}

/** What axe objects to, one line each; and whether a narrow page must be scrolled sideways. */
export async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const objections = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} — ${node.failureSummary ?? ""}`),
  );
  const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
  return overflow > 0 ? [...objections, `the page is ${overflow} px wider than the window`] : objections;
}
