import type { Range } from "#ui/lib/range/range.ts";

/** The page's address with another range. A range that stands still follows nothing, so `live` goes. */
export function linkWithRange(href: string, range: Range): string {
  const url = new URL(href);
  url.searchParams.set("from", range.from);
  url.searchParams.set("to", range.to);
  url.searchParams.delete("live");
  return url.href;
}
