import type { ReactNode } from "react";

interface PageHeaderProps {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** A link to the page above. */
  readonly back?: ReactNode;
}

export function PageHeader({ title, description, actions, back }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {back !== undefined && <div className="mb-1 text-xs text-muted">{back}</div>}
        <h1 className="truncate text-xl font-semibold tracking-[-0.012em]">{title}</h1>
        {description !== undefined && <div className="mt-0.5 text-sm text-muted">{description}</div>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
