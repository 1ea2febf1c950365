import { Search } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { matchScore } from "#ui/app/palette/match.ts";
import type { PaletteEntry } from "#ui/app/palette/use-palette-entries.tsx";
import { useJumps, usePaletteEntries } from "#ui/app/palette/use-palette-entries.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { Kbd } from "#ui/design/kbd.tsx";

const mostPerGroup = 8;

/** One field to go anywhere: pages, routes, environments, pasted ids, actions. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const entries = useMatching(typed);
  const current = Math.min(at, entries.length - 1);

  useEffect(() => dialog.current?.showModal(), []);

  function run(entry: PaletteEntry | undefined) {
    if (entry === undefined) return;
    dialog.current?.close();
    entry.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) return run(entries[current]);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || entries.length === 0) return undefined;
    event.preventDefault();
    const next = (current + step + entries.length) % entries.length;
    setAt(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    return undefined;
  }

  return (
    <dialog
      ref={dialog}
      {...{ closedby: "any" }}
      aria-label="Search or jump"
      onClose={onClose}
      className="mx-auto mt-[12dvh] w-[calc(100vw-24px)] max-w-xl overflow-hidden rounded-xl bg-raised text-ink shadow-float open:animate-fade-in"
    >
      <div className="flex h-12 items-center gap-3 border-b border-line px-4">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <input
          autoComplete="off"
          data-1p-ignore
          role="combobox"
          aria-label="Search or jump"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={entries.length === 0 ? undefined : `${id}-${current}`}
          placeholder="Page, route, environment, or a pasted id…"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 grow bg-transparent text-base outline-none"
        />
        <Kbd keys="Escape" />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label="Results" className="max-h-[min(52dvh,420px)] overflow-y-auto p-1.5">
        {entries.map((entry, index) => (
          <Option
            key={entry.id}
            id={`${id}-${index}`}
            entry={entry}
            first={entries[index - 1]?.group !== entry.group}
            current={index === current}
            onRun={() => run(entry)}
            onPoint={() => setAt(index)}
          />
        ))}
      </div>
    </dialog>
  );
}

function useMatching(typed: string): readonly PaletteEntry[] {
  const jumps = useJumps(typed);
  const known = usePaletteEntries();
  return useMemo(() => {
    if (typed.trim() === "") return known.filter((entry) => entry.upFront);
    const scored = known.flatMap((entry) => {
      const score = matchScore(typed, `${entry.label} ${entry.detail ?? ""} ${entry.group}`);
      return score === undefined ? [] : [{ entry, score }];
    });
    const groups = Map.groupBy(
      scored.sort((a, b) => b.score - a.score),
      ({ entry }) => entry.group,
    );
    const matches = [...groups.values()].flatMap((members) => members.slice(0, mostPerGroup).map(({ entry }) => entry));
    const certain = jumps.some((jump) => !jump.id.startsWith("jump Search"));
    return certain ? [...jumps, ...matches] : [...matches, ...jumps];
  }, [typed, known, jumps]);
}

interface OptionProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly first: boolean;
  readonly current: boolean;
  readonly onRun: () => void;
  readonly onPoint: () => void;
}

function Option({ id, entry, first, current, onRun, onPoint }: OptionProps) {
  return (
    <>
      {first && (
        <div role="presentation" className="px-2.5 pt-2 pb-1 text-2xs font-medium text-muted">
          {entry.group}
        </div>
      )}
      {/* The keyboard works through the field: it names this option as its active descendant. */}
      <div
        id={id}
        role="option"
        aria-selected={current}
        onClick={onRun}
        onPointerMove={onPoint}
        className={classNames(
          "flex h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 [&>svg]:size-4 [&>svg]:shrink-0",
          current ? "bg-hover text-ink" : "[&>svg]:text-muted",
        )}
      >
        {entry.icon}
        <span className="truncate">{entry.label}</span>
        {entry.detail !== undefined && <span className="min-w-0 truncate text-xs text-muted">{entry.detail}</span>}
        <span className="grow" />
        {entry.keys !== undefined && <Kbd keys={entry.keys} />}
      </div>
    </>
  );
}
