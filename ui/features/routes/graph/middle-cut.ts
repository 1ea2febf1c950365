/** At most `length` characters, cut in the middle: both ends of an endpoint or predicate tell most. */
export function middleCut(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) * 0.55);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}
