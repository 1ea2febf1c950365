import { ArrowDown, ArrowUp, Columns3 } from "lucide-react";
import { Button } from "#ui/design/button.tsx";
import { Checkbox } from "#ui/design/checkbox.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Popover } from "#ui/design/popover.tsx";
import { prefer, usePreferences } from "#ui/lib/preferences.ts";
import type { ColumnSpec } from "./columns.ts";
import { columnSpecs, columnsText, movedColumn } from "./columns.ts";

interface ColumnChooserProps {
  readonly columns: readonly ColumnSpec[];
  readonly onChange: (cols: string | undefined) => void;
}

/** Which columns, in which order, and how dense. */
export function ColumnChooser({ columns, onChange }: ColumnChooserProps) {
  const { density } = usePreferences();
  const ids = columns.map(({ id }) => id);
  const hidden = columnSpecs.filter(({ id }) => !ids.includes(id));
  return (
    <Popover
      label="Columns"
      placement="bottom-end"
      className="w-72 p-2"
      trigger={(trigger) => <IconButton {...trigger} size="sm" label="Columns and density" icon={<Columns3 aria-hidden />} />}
    >
      {() => (
        <>
          <ul>
            {columns.map(({ id, title }, at) => (
              <li key={id} className="flex h-8 items-center rounded-md pr-1 pl-2 hover:bg-hover">
                <Checkbox
                  label={title}
                  checked
                  disabled={columns.length === 1}
                  onChange={() => onChange(columnsText(ids.filter((one) => one !== id)))}
                  className="grow items-center! [&_input]:mt-0!"
                />
                <IconButton
                  size="sm"
                  label={`Move ${title} left`}
                  disabled={at === 0}
                  icon={<ArrowUp aria-hidden />}
                  onClick={() => onChange(columnsText(movedColumn(ids, id, -1)))}
                />
                <IconButton
                  size="sm"
                  label={`Move ${title} right`}
                  disabled={at === ids.length - 1}
                  icon={<ArrowDown aria-hidden />}
                  onClick={() => onChange(columnsText(movedColumn(ids, id, 1)))}
                />
              </li>
            ))}
            {hidden.map(({ id, title }) => (
              <li key={id} className="flex h-8 items-center rounded-md pl-2 hover:bg-hover">
                <Checkbox
                  label={title}
                  checked={false}
                  onChange={() => onChange(columnsText([...ids, id]))}
                  className="grow items-center! [&_input]:mt-0!"
                />
              </li>
            ))}
          </ul>
          <div className="mt-2 flex items-center justify-between border-t border-line px-2 pt-2">
            <Checkbox
              label="Comfortable rows"
              checked={density === "comfortable"}
              onChange={() => prefer({ density: density === "compact" ? "comfortable" : "compact" })}
              className="items-center! [&_input]:mt-0!"
            />
            <Button size="sm" variant="ghost" onClick={() => onChange(undefined)}>
              Reset
            </Button>
          </div>
        </>
      )}
    </Popover>
  );
}
