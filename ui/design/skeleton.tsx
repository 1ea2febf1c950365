import { classNames } from "#ui/design/class-names.ts";

/** A gray shape with the final geometry. Invisible for the first 150 ms, so that quick answers do not flicker. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={classNames("skeleton block rounded-sm", className)} />;
}

const widths = ["w-3/5", "w-2/5", "w-1/2", "w-2/3", "w-1/3"];

/** Rows of a list that is on its way. */
export function SkeletonRows({ rows = 8, columns = 5 }: { readonly rows?: number; readonly columns?: number }) {
  return (
    <div role="status" aria-label="Loading" className="divide-y divide-line">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-10 items-center gap-6 px-4">
          {Array.from({ length: columns }, (_, column) => (
            <div key={column} className="flex-1">
              <Skeleton className={classNames("h-3", widths[(row + column) % widths.length])} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
