import type { ReactNode } from "react";
import { classNames } from "#ui/design/class-names.ts";

interface PanelProps {
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A bordered surface; with a title it is a named region. */
export function Panel({ title, actions, className, children }: PanelProps) {
  return (
    <section aria-label={title} className={classNames("overflow-clip rounded-lg border border-line bg-surface", className)}>
      {title !== undefined && (
        <header className="flex h-10 items-center justify-between gap-3 border-b border-line pr-2 pl-4">
          <h2 className="text-sm font-semibold">{title}</h2>
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}
