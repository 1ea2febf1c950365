import { structuredPatch } from "diff";
import type { getExchangeLineage } from "#schema/contract/lineage";
import type { Returned } from "#schema/contract/endpoint";
import type { Message } from "#server/features/exchanges/whole-messages";

type BodyChange = NonNullable<Returned<typeof getExchangeLineage>["items"][number]["body"]>;
type Lines = NonNullable<BodyChange["diff"]>;
type Body = Message["body"];

/** Beyond these, comparing would hold up the isolate. */
const longest = 100_000;
const mostEdits = 1_000;
const mostLines = 40;

/** Null when the body stayed as it was. */
export function diffBodies(before: Body, after: Body): BodyChange | null {
  if (isSame(before, after)) return null;
  const { lines, why } = compared(before, after);
  const omittedLines = Math.max(0, (lines?.length ?? 0) - mostLines);
  return { before: factsOf(before), after: factsOf(after), diff: lines?.slice(0, mostLines) ?? null, omittedLines, why };
}

function isSame(a: Body, b: Body): boolean {
  if (a.type !== b.type || a.sizeBytes !== b.sizeBytes) return false;
  return a.hash !== "" && b.hash !== "" ? a.hash === b.hash : a.text === b.text;
}

function factsOf({ type, sizeBytes }: Body): BodyChange["before"] {
  return { type, sizeBytes };
}

function compared(before: Body, after: Body): { lines: Lines | undefined; why: string } {
  if (before.text === undefined || after.text === undefined) return { lines: undefined, why: "A body was not captured" };
  const [old, now] = [laidOut(before.text), laidOut(after.text)];
  const tooLong = { lines: undefined, why: "The bodies are too long to compare" };
  if (old.length + now.length > longest) return tooLong;
  const patch = structuredPatch("", "", old, now, "", "", { context: 2, maxEditLength: mostEdits });
  if (patch === undefined) return tooLong;
  const lines = patch.hunks.flatMap(({ lines }, index): Lines => [...(index === 0 ? [] : [gap]), ...lines.flatMap(lineOf)]);
  return { lines, why: before.truncated || after.truncated ? "Only the captured beginning of the bodies is compared" : "" };
}

const gap: Lines[number] = { change: "same", text: "…" };
const changes: Readonly<Record<string, Lines[number]["change"]>> = { "+": "added", "-": "removed", " ": "same" };

/** `\ No newline at end of file` is about files. */
function lineOf(line: string): Lines {
  const change = changes[line[0] ?? ""];
  return change === undefined ? [] : [{ change, text: line.slice(1) }];
}

/** One value a line, so that lines are what changes. */
function laidOut(text: string): string {
  if (/^\s*</.test(text)) return text.replace(/>\s*</g, ">\n<");
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
