import type { getExchangeLineage } from "#schema/contract/lineage";
import type { Returned } from "#schema/contract/endpoint";
import { diffBodies } from "#server/features/exchanges/diff-bodies";
import type { Message, Part } from "#server/features/exchanges/whole-messages";
import { isRedacted } from "#server/features/exchanges/whole-messages";

type Entry = Returned<typeof getExchangeLineage>["items"][number];
type EntryChange = Entry["headers"][number];

/** What happened to the message from each snapshot to the next. */
export function lineageOf(messages: readonly Message[]): Entry[] {
  return messages.slice(1).map((now, index) => between(messages[index] ?? now, now));
}

function between(before: Message, now: Message): Entry {
  const { step, node } = doerOf(before, now);
  return {
    step,
    node,
    phase: now.phase,
    headers: changesOf("headers", before, now),
    properties: changesOf("properties", before, now),
    variables: changesOf("variables", before, now),
    body: diffBodies(before.body, now.body),
  };
}

/** Whoever ran between the two: the step that the later one follows, else the one that the earlier one precedes. */
function doerOf(before: Message, now: Message): Message {
  if (now.step !== -1 && (now.phase === "after" || now.phase === "error" || now.phase === "out")) return now;
  return before.phase === "before" ? before : now;
}

function changesOf(part: Part, before: Message, now: Message): EntryChange[] {
  const names = [...new Set([...Object.keys(before[part]), ...Object.keys(now[part])])].toSorted();
  return names.flatMap((name): EntryChange[] => {
    const [was, is] = [before[part][name] ?? null, now[part][name] ?? null];
    if (was === is) return [];
    const change = was === null ? "added" : is === null ? "removed" : "changed";
    const redacted = isRedacted(before, part, name) || isRedacted(now, part, name);
    return [{ name, change, before: shortened(was), after: shortened(is), redacted }];
  });
}

const longestValue = 1_000;

function shortened(value: string | null): string | null {
  return value !== null && value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
}
