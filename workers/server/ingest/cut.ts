const encoder = new TextEncoder();

/** The longest start of the text that has at most `limit` bytes of UTF-8. */
export function cutToBytes(text: string, limit: number): string {
  if (text.length * 3 <= limit) return text;
  const { read } = encoder.encodeInto(text, new Uint8Array(limit));
  return read === text.length ? text : text.slice(0, read);
}
