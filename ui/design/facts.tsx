import type { ReactNode } from "react";

interface FactsProps {
  readonly children: ReactNode;
}

/** Names and values, aligned. */
export function Facts({ children }: FactsProps) {
  return <dl className="grid grid-cols-[minmax(7rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">{children}</dl>;
}

export function Fact({ name, children }: FactsProps & { readonly name: string }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
