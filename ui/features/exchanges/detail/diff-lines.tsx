import { classNames } from "#ui/design/class-names.ts";
import { formatBytes, formatCount } from "#ui/lib/format/number.ts";
import type { LineageEntry } from "../queries/exchange-lineage.ts";

type BodyChange = NonNullable<LineageEntry["body"]>;

const signs = { added: "+", removed: "−", same: "" } as const;

/** How a body changed: from what to what, and the lines that differ. */
export function DiffLines({ body: { before, after, diff, omittedLines, why } }: { readonly body: BodyChange }) {
  return (
    <section aria-label="Body" className="border-t border-line">
      <h3 className="flex flex-wrap justify-between gap-x-4 bg-sunken px-4 py-1 text-2xs font-medium text-muted">
        Body
        <span className="font-normal">
          {factsOf(before)} → {factsOf(after)}
        </span>
      </h3>
      {diff !== null && diff.length > 0 && (
        // A scrollable region must be reachable by keyboard.
        <pre tabIndex={0} aria-label="Changed lines" className="overflow-x-auto py-1.5 text-xs leading-5 -outline-offset-2">
          {diff.map(({ change, text }, at) => (
            <div
              key={`${at} ${change}`}
              className={classNames("flex min-w-max pr-4", change === "added" && "bg-good-soft", change === "removed" && "bg-bad-soft")}
            >
              <span aria-hidden className="w-8 shrink-0 pr-2 text-right text-faint select-none">
                {signs[change]}
              </span>
              <span className={classNames("whitespace-pre", change === "same" && "text-muted")}>
                {change !== "same" && <span className="sr-only">{change}: </span>}
                {text}
              </span>
            </div>
          ))}
        </pre>
      )}
      {omittedLines > 0 && <p className="px-4 py-1.5 text-xs text-muted">{formatCount(omittedLines)} more lines differ.</p>}
      {why !== "" && <p className="px-4 py-1.5 text-xs text-muted">{why}.</p>}
    </section>
  );
}

function factsOf({ type, sizeBytes }: BodyChange["before"]): string {
  return `${type.split(".").at(-1) || "empty"} ${formatBytes(sizeBytes)}`;
}
