import type { Fields, TextPlace } from "#server/ingest/ndjson/fields";
import { fieldNames, fieldValue, readText } from "#server/ingest/ndjson/fields";
import { notUsual, stringEnd } from "#server/ingest/ndjson/json-end";
import { list, refuse, requiredText } from "#server/ingest/ndjson/read";

interface TextList {
  readonly which: number;
  readonly limit: number;
  readonly limitBytes: number;
}

const quote = 0x22;

/** Calls `visit` for every text of a list, none of which may be empty, and tells their number. */
export function eachText(from: Fields, of: TextList, visit: (text: TextPlace) => void): number {
  const start = from.starts[of.which] as number;
  if (start === 0) return 0;
  const { bytes } = from.from;
  if (bytes[start] !== 0x5b) return refuse(`${fieldNames[of.which]} is not a list`);
  const last = (from.ends[of.which] as number) - 1;
  let count = 0;
  let at = start + 1;
  while (at < last) {
    const end = bytes[at] === quote ? stringEnd(bytes, at) : notUsual;
    if (end <= at + 2 || count === of.limit) return refuseList(from, of);
    readText(from, { start: at, end, name: fieldNames[of.which] ?? "" }, of.limitBytes);
    visit(from.text);
    count += 1;
    at = end + 1;
  }
  return count;
}

/** Says what is wrong with a list that is too long, or holds something that is no text or an empty one. */
function refuseList(from: Fields, { which, limit, limitBytes }: TextList): never {
  const name = fieldNames[which] ?? "";
  for (const element of list(fieldValue(from, which), name, limit)) requiredText(element, name, limitBytes);
  return refuse(`${name} is not a list of texts`);
}
