import { TriangleAlert } from "lucide-react";

/** What the author of a rule should know. */
export function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-col gap-0.5 text-xs text-warn">
      {warnings.map((warning) => (
        <li key={warning} className="flex items-start gap-1.5">
          <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          {warning}
        </li>
      ))}
    </ul>
  );
}
