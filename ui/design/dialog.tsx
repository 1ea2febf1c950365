import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useEffect, useId, useRef } from "react";
import { classNames } from "#ui/design/class-names.ts";
import { IconButton } from "#ui/design/icon-button.tsx";

const widths = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" } as const;

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly size?: keyof typeof widths;
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
}

/** A modal dialog; mount its content only while `open`. Escape and a click outside close it. */
export function Dialog({ open, onClose, title, description, size = "sm", footer, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return element.current?.close();
    element.current?.showModal();
    const first = element.current?.querySelector<HTMLElement>("[data-autofocus]") ?? element.current?.querySelector("h2");
    first?.focus();
    return undefined;
  }, [open]);
  return (
    <dialog
      ref={element}
      {...{ closedby: "any" }}
      aria-labelledby={`${id}-title`}
      aria-describedby={description === undefined ? undefined : `${id}-description`}
      onClose={onClose}
      className={classNames(
        "m-auto w-[calc(100vw-24px)] overflow-visible rounded-xl bg-raised text-ink shadow-float open:animate-fade-in",
        widths[size],
      )}
    >
      {open && (
        <div className="flex max-h-[85dvh] flex-col">
          <div className="flex items-start justify-between gap-4 pt-4 pr-3 pb-3 pl-5">
            <div className="min-w-0 pt-1">
              <h2 id={`${id}-title`} tabIndex={-1} className="outline-none text-lg font-semibold tracking-[-0.01em]">
                {title}
              </h2>
              {description !== undefined && (
                <div id={`${id}-description`} className="mt-1 text-sm text-muted">
                  {description}
                </div>
              )}
            </div>
            <IconButton label="Close" icon={<X aria-hidden />} onClick={() => element.current?.close()} />
          </div>
          <div role="group" aria-labelledby={`${id}-title`} tabIndex={0} className="min-h-0 overflow-y-auto px-5 pb-5 -outline-offset-2">
            {children}
          </div>
          {footer !== undefined && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line bg-sunken px-5 py-3 rounded-b-xl">{footer}</div>
          )}
        </div>
      )}
    </dialog>
  );
}
