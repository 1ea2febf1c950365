import { Bookmark, Star, Trash2 } from "lucide-react";
import type { FormEvent } from "react";
import { useState } from "react";
import { Button } from "#ui/design/button.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Input } from "#ui/design/input.tsx";
import { Popover } from "#ui/design/popover.tsx";
import type { SavedView, Shown } from "./saved-view.ts";
import { isShowing, withoutView, withStar, withView } from "./saved-view.ts";
import { storeViews, useStoredViews } from "./stored-views.ts";

interface ViewsMenuProps {
  readonly present: Shown;
  readonly onOpen: (view: Shown) => void;
}

/** Searches worth coming back to: query, environment, time range and columns under a name. */
export function ViewsMenu({ present, onOpen }: ViewsMenuProps) {
  const views = useStoredViews();
  return (
    <Popover
      label="Saved views"
      placement="bottom-end"
      className="w-80 p-2"
      trigger={(trigger) => (
        <Button {...trigger} icon={<Bookmark aria-hidden className="size-4" />}>
          Views
        </Button>
      )}
    >
      {(close) => (
        <>
          {views.length === 0 ? (
            <p className="px-2 py-1.5 text-sm text-muted">
              Nothing saved yet. Searches, time range, environment and columns can be kept under a name.
            </p>
          ) : (
            <ul className="max-h-72 overflow-y-auto">
              {views.map((view) => (
                <ViewItem
                  key={view.name}
                  view={view}
                  current={isShowing(view, present)}
                  onOpen={() => {
                    onOpen(view);
                    close();
                  }}
                  onStar={() => storeViews(withStar(views, view.name, !view.starred))}
                  onDelete={() => storeViews(withoutView(views, view.name))}
                />
              ))}
            </ul>
          )}
          <SaveForm onSave={(name) => storeViews(withView(views, name, present))} />
        </>
      )}
    </Popover>
  );
}

interface ViewItemProps {
  readonly view: SavedView;
  readonly current: boolean;
  readonly onOpen: () => void;
  readonly onStar: () => void;
  readonly onDelete: () => void;
}

function ViewItem({ view: { name, q, starred }, current, onOpen, onStar, onDelete }: ViewItemProps) {
  return (
    <li className={classNames("flex items-center rounded-md pr-1", current ? "bg-accent-soft" : "hover:bg-hover")}>
      <button type="button" aria-current={current} onClick={onOpen} className="min-w-0 grow px-2 py-1.5 text-left">
        <span className="block truncate text-sm font-medium">{name}</span>
        <code className="block truncate text-2xs text-muted">{q === "" ? "everything" : q}</code>
      </button>
      <IconButton
        size="sm"
        aria-pressed={starred}
        label={starred ? `Take the star from ${name}` : `Star ${name}`}
        icon={<Star aria-hidden className={starred ? "fill-current text-accent" : undefined} />}
        onClick={onStar}
      />
      <IconButton size="sm" label={`Delete ${name}`} icon={<Trash2 aria-hidden />} onClick={onDelete} />
    </li>
  );
}

function SaveForm({ onSave }: { readonly onSave: (name: string) => void }) {
  const [name, setName] = useState("");
  function save(event: FormEvent) {
    event.preventDefault();
    const given = name.trim();
    if (given === "") return;
    onSave(given);
    setName("");
  }
  return (
    <form onSubmit={save} className="mt-2 border-t border-line px-1 pt-2">
      <div className="flex gap-2">
        <Input
          size="sm"
          aria-label="Name of the view"
          placeholder="Save this view as…"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" size="sm" disabled={name.trim() === ""}>
          Save
        </Button>
      </div>
      <p className="mt-1.5 text-2xs text-muted">Kept in this browser. To hand one on, copy its link.</p>
    </form>
  );
}
