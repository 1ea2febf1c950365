import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "#ui/design/class-names.ts";

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** `h1` where it stands for the whole page. */
  readonly heading?: "h1" | "h2";
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string;
}

/** One calm block in the middle of where the content would be: what is missing, why, and what to do. */
export function EmptyState({ icon: Icon, title, heading: Heading = "h2", children, actions, className }: EmptyStateProps) {
  return (
    <div className={classNames("mx-auto flex max-w-md flex-col items-center px-6 py-14 text-center", className)}>
      <span className="mb-4 grid size-11 place-items-center rounded-xl border border-line bg-surface text-muted shadow-raised">
        <Icon aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
      <Heading className="text-base font-semibold text-balance">{title}</Heading>
      {children !== undefined && <div className="mt-1.5 text-sm text-pretty text-muted">{children}</div>}
      {actions !== undefined && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
