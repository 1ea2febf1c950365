/** The address to return to after signing in, when it is one of this product; never another site's. */
export function safeReturn(back: string | undefined): string {
  return back !== undefined && /^\/(?![/\\])/.test(back) && !back.startsWith("/sign-in") ? back : "/";
}
