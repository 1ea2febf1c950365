import { Pause, Play, Radio, WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { classNames } from "#ui/design/class-names.ts";
import { formatCount } from "#ui/lib/format/number.ts";
import type { Tail } from "./tail.ts";
import { tailCapacity } from "./tail.ts";
import type { LiveState } from "./use-exchange-list.ts";

interface LiveChipProps {
  readonly state: LiveState;
  readonly tail: Tail;
  /** Why the list cannot be live; undefined when it can. */
  readonly reason: string | undefined;
  readonly onToggle: () => void;
  readonly onJump: () => void;
}

const looks = {
  live: { word: "Live", icon: Radio, color: "border-good/40 bg-good-soft text-good" },
  paused: { word: "Paused", icon: Pause, color: "border-warn/40 bg-warn-soft text-warn" },
  reconnecting: { word: "Reconnecting", icon: WifiOff, color: "border-bad/40 bg-bad-soft text-bad" },
  off: { word: "Go live", icon: Play, color: "border-control bg-surface text-muted" },
} as const;

const hints = {
  live: "New exchanges appear by themselves. Click to stop; scrolling down pauses.",
  paused: "You scrolled away, so nothing moves. Click to stop.",
  reconnecting: "The server does not answer; trying again every few seconds. What you see stays.",
  off: "Let new exchanges appear by themselves",
} as const;

/** The one place that says whether the list moves. */
export function LiveChip({ state, tail, reason, onToggle, onJump }: LiveChipProps) {
  const { word, icon: Icon, color } = looks[state];
  const waiting = `${formatCount(tail.waiting.length)}${tail.torn || tail.waiting.length === tailCapacity ? "+" : ""}`;
  const hasNew = state === "paused" && tail.waiting.length > 0;
  return (
    <div className="flex items-center gap-1.5">
      {hasNew && (
        <button
          type="button"
          onClick={onJump}
          className="h-7 rounded-full bg-accent px-3 text-xs font-medium whitespace-nowrap text-on-accent hover:bg-accent-strong"
        >
          Jump to latest ({waiting})
        </button>
      )}
      <button
        type="button"
        aria-disabled={reason !== undefined}
        aria-pressed={state !== "off"}
        data-tooltip={reason ?? hints[state]}
        data-tooltip-keys="."
        onClick={reason === undefined ? onToggle : undefined}
        className={classNames(
          "inline-flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs font-medium whitespace-nowrap aria-disabled:cursor-not-allowed aria-disabled:opacity-60",
          color,
        )}
      >
        {state === "live" ? <LiveDot /> : <Icon aria-hidden className="size-3.5" />}
        {hasNew ? `Paused – ${waiting} new` : word}
        {reason !== undefined && <span className="sr-only">: {reason}</span>}
      </button>
      <Announcement text={hasNew ? `${waiting} new exchanges` : `List ${word.toLowerCase()}`} />
    </div>
  );
}

/** Still: a dot that pulses for ever keeps a browser painting. */
function LiveDot() {
  return (
    <span aria-hidden className="grid size-3.5 place-items-center">
      <span className="size-2 rounded-full bg-current" />
    </span>
  );
}

const everyMs = 5_000;

/** Tells a screen reader, at most once in five seconds. */
function Announcement({ text }: { readonly text: string }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), said === "" ? 0 : everyMs);
    return () => clearTimeout(timer);
  }, [text, said]);
  return (
    <span role="status" className="sr-only">
      {said}
    </span>
  );
}
