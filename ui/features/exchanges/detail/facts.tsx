import type { ReactNode } from "react";
import { CopyButton } from "#ui/design/copy-button.tsx";

interface FactProps {
  readonly name: string;
  /** Offered for copying. */
  readonly copy?: string;
  readonly mono?: boolean;
  readonly children: ReactNode;
}

/** Names and values below each other; the values break rather than being cut. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-4 text-sm">{children}</dl>;
}

export function Fact({ name, copy, mono = false, children }: FactProps) {
  return (
    <>
      <dt className="py-1.5 text-xs leading-5 text-muted">{name}</dt>
      <dd className="group flex min-w-0 items-start gap-1 py-1.5">
        {mono ? (
          <code className="min-w-0 text-xs leading-5 break-words">{children}</code>
        ) : (
          <span className="min-w-0 break-words">{children}</span>
        )}
        {copy !== undefined && (
          <CopyButton
            text={copy}
            label={`Copy ${name.toLowerCase()}`}
            className="-my-1 opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
          />
        )}
      </dd>
    </>
  );
}
