import { SkeletonRows } from "#ui/design/skeleton.tsx";

/** While a page's code, or the session, is on its way. */
export function PendingPage() {
  return (
    <div className="p-5">
      <SkeletonRows rows={6} columns={4} />
    </div>
  );
}
