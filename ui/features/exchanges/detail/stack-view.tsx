import { useState } from "react";
import { Button } from "#ui/design/button.tsx";
import { classNames } from "#ui/design/class-names.ts";
import type { FrameRun, StackSection } from "./stack-trace.ts";
import { stackSections } from "./stack-trace.ts";

/** Runs of framework frames longer than this fold. */
const shownForeign = 2;

/** A Java stack trace: the app's own frames stand out, the frameworks' fold, causes open last to first. */
export function StackView({ stack }: { readonly stack: string }) {
  const [whole, setWhole] = useState(false);
  const sections = stackSections(stack);
  return (
    <div className="relative">
      <Button size="sm" variant="ghost" className="absolute top-1 right-1" aria-pressed={whole} onClick={() => setWhole(!whole)}>
        {whole ? "Fold frames" : "All frames"}
      </Button>
      {/* A scrollable region must be reachable by keyboard. */}
      <div tabIndex={0} role="region" aria-label="Stack trace" className="overflow-x-auto px-4 py-3 font-mono text-xs leading-5">
        {sections.map((section, at) => (
          <Section key={`${at}-${section.heading}`} section={section} whole={whole} />
        ))}
      </div>
    </div>
  );
}

function Section({ section, whole }: { readonly section: StackSection; readonly whole: boolean }) {
  return (
    <div className="mb-2 last:mb-0">
      {section.heading !== "" && <div className="pr-24 font-medium break-words whitespace-pre-wrap text-bad">{section.heading}</div>}
      {section.runs.map((run, at) => (
        <Frames key={`${at}-${run.frames[0]}`} run={run} whole={whole} />
      ))}
    </div>
  );
}

function Frames({ run, whole }: { readonly run: FrameRun; readonly whole: boolean }) {
  const [open, setOpen] = useState(false);
  const all = whole || open || run.own || run.frames.length <= shownForeign;
  const shown = all ? run.frames : run.frames.slice(0, 1);
  return (
    <>
      {shown.map((frame, at) => (
        <div key={`${at}-${frame}`} className={classNames("pl-6 whitespace-pre", run.own ? "font-medium text-ink" : "text-faint")}>
          {frame}
        </div>
      ))}
      {!all && (
        <button type="button" onClick={() => setOpen(true)} className="ml-6 min-h-6 rounded-sm text-accent hover:underline">
          … {run.frames.length - 1} more frames
        </button>
      )}
    </>
  );
}
