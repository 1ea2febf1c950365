import { Check } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import type { Placement, PopoverTrigger } from "#ui/design/popover.tsx";
import { Popover } from "#ui/design/popover.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { Kbd } from "#ui/design/kbd.tsx";

interface MenuProps {
  readonly label: string;
  readonly placement?: Placement;
  readonly className?: string;
  readonly id?: string;
  readonly trigger: (trigger: PopoverTrigger) => ReactNode;
  readonly children: (close: () => void) => ReactNode;
}

/** A menu of `MenuItem`s with arrow keys, Home, End and type-ahead. */
export function Menu({ label, trigger, children, className = "min-w-44", ...rest }: MenuProps) {
  return (
    <Popover {...rest} label={label} role="menu" trigger={trigger} className={classNames("p-1", className)} onOpen={focusFirst}>
      {(close) => (
        <div role="presentation" onKeyDown={moveFocus}>
          {children(close)}
        </div>
      )}
    </Popover>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]:not(:disabled)")];
}

function focusFirst(menu: HTMLElement): void {
  const items = itemsOf(menu);
  (items.find((item) => item.ariaChecked === "true") ?? items[0])?.focus();
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = itemsOf(event.currentTarget);
  const next = nextItem(items, items.indexOf(document.activeElement as HTMLElement), event.key);
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function nextItem(items: readonly HTMLElement[], at: number, key: string): HTMLElement | undefined {
  if (key === "ArrowDown") return items[(at + 1) % items.length];
  if (key === "ArrowUp") return items.at(at - 1);
  if (key === "Home") return items[0];
  if (key === "End") return items.at(-1);
  if (key.length !== 1 || key === " ") return undefined;
  const letter = key.toLowerCase();
  return [...items.slice(at + 1), ...items].find((item) => item.textContent.trim().toLowerCase().startsWith(letter));
}

interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly keys?: string;
  readonly checked?: boolean;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

export function MenuItem({ icon, keys, checked, danger = false, disabled = false, onSelect, children }: MenuItemProps) {
  return (
    <button
      type="button"
      role={checked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={checked}
      tabIndex={-1}
      disabled={disabled}
      onClick={onSelect}
      className={classNames(
        "flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 text-left text-sm outline-none hover:bg-hover focus-visible:bg-hover disabled:opacity-50 [&>svg]:size-4 [&>svg]:shrink-0",
        danger ? "text-bad" : "text-ink [&>svg]:text-muted",
      )}
    >
      {icon}
      <span className="min-w-0 grow truncate">{children}</span>
      {keys !== undefined && <Kbd keys={keys} />}
      {checked === true && <Check aria-hidden className="text-accent!" />}
    </button>
  );
}

export function MenuSeparator() {
  return <hr className="mx-2 my-1 border-line" />;
}

export function MenuHeading({ children }: { readonly children: ReactNode }) {
  return (
    <div role="presentation" className="px-2 pt-2 pb-1 text-2xs font-medium text-muted">
      {children}
    </div>
  );
}
