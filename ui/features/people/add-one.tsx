import type { FormEvent } from "react";
import { useId, useState } from "react";
import { Button } from "#ui/design/button.tsx";
import { Input } from "#ui/design/input.tsx";

export interface Choice {
  readonly id: string;
  readonly name: string;
  /** Tells apart what has similar names. */
  readonly hint?: string;
}

interface AddOneProps {
  /** What the field is for: `Add a role`. */
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly busy: boolean;
  readonly onAdd: (id: string) => void;
}

const folded = (text: string): string => text.trim().toLowerCase();

/** Picks one of many by name and adds it. */
export function AddOne({ label, choices, busy, onAdd }: AddOneProps) {
  const listId = useId();
  const [text, setText] = useState("");
  const chosen = choices.find(({ name }) => folded(name) === folded(text));

  function submit(event: FormEvent) {
    event.preventDefault();
    if (chosen === undefined) return;
    onAdd(chosen.id);
    setText("");
  }

  return (
    <form onSubmit={submit} className="flex items-center gap-2 border-t border-line bg-sunken px-4 py-2">
      <Input
        size="sm"
        list={listId}
        aria-label={label}
        placeholder={choices.length === 0 ? "Nothing left to add" : `${label}…`}
        disabled={choices.length === 0}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="max-w-72"
      />
      <datalist id={listId}>
        {choices.map(({ id, name, hint }) => (
          <option key={id} value={name}>
            {hint ?? name}
          </option>
        ))}
      </datalist>
      <Button type="submit" size="sm" busy={busy} disabled={chosen === undefined}>
        Add
      </Button>
    </form>
  );
}
