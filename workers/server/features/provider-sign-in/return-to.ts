const nowhere = "http://site.invalid";

/** The path of this site where a browser is to end up; anything that leads elsewhere is taken for `/`. */
export function safeReturnTo(written: string | undefined): string {
  if (written === undefined || !written.startsWith("/") || /[\\\p{Cc}]/u.test(written) || !URL.canParse(written, nowhere)) return "/";
  const { origin, pathname, search, hash } = new URL(written, nowhere);
  return origin === nowhere && !pathname.startsWith("//") ? pathname + search + hash : "/";
}
