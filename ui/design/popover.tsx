import type { CSSProperties, ReactNode } from "react";
import { useId, useState } from "react";
import { classNames } from "#ui/design/class-names.ts";

/** Attributes for the element that opens a popover. */
export interface PopoverTrigger {
  readonly popoverTarget: string;
  readonly "aria-haspopup": "dialog" | "menu";
  readonly "aria-expanded": boolean;
  readonly style: CSSProperties;
}

export type Placement = "bottom-start" | "bottom-end" | "top-start" | "right-end";

const areas: Record<Placement, string> = {
  "bottom-start": "bottom span-right",
  "bottom-end": "bottom span-left",
  "top-start": "top span-right",
  "right-end": "right span-top",
};

interface PopoverProps {
  readonly label: string;
  readonly role?: "dialog" | "menu";
  readonly placement?: Placement;
  readonly className?: string;
  /** For opening it from elsewhere, e.g. by a key: `document.getElementById(id).showPopover()`. */
  readonly id?: string;
  readonly trigger: (trigger: PopoverTrigger) => ReactNode;
  /** Rendered while open. */
  readonly children: (close: () => void) => ReactNode;
  readonly onOpen?: (popover: HTMLElement) => void;
}

/** A native popover tied to its trigger: light dismiss, Escape and focus return are the browser's. */
export function Popover({ label, role = "dialog", placement = "bottom-start", className, id, trigger, children, onOpen }: PopoverProps) {
  const own = useId();
  const popoverId = id ?? own;
  const anchorName = `--anchor-${own.replace(/[^\w-]/g, "")}`;
  const [open, setOpen] = useState(false);
  const close = () => document.getElementById(popoverId)?.hidePopover();
  return (
    <>
      {trigger({ popoverTarget: popoverId, "aria-haspopup": role, "aria-expanded": open, style: { anchorName } as CSSProperties })}
      <div
        id={popoverId}
        popover="auto"
        role={role}
        aria-label={label}
        onBeforeToggle={(event) => {
          if (event.newState === "open") setOpen(true);
        }}
        onToggle={(event) => {
          setOpen(event.newState === "open");
          if (event.newState !== "open") return;
          event.currentTarget.querySelector<HTMLElement>("[data-autofocus]")?.focus();
          onOpen?.(event.currentTarget);
        }}
        style={{ positionAnchor: anchorName, positionArea: areas[placement] } as CSSProperties}
        className={classNames("floating my-1 max-h-[min(80dvh,640px)] overflow-auto rounded-lg bg-raised shadow-float", className)}
      >
        {open && children(close)}
      </div>
    </>
  );
}
