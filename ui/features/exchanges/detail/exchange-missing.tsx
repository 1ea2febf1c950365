import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { buttonClass } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";

/** An exchange that is not there, and the usual reasons. */
export function ExchangeMissing({ id }: { readonly id: string }) {
  return (
    <EmptyState
      icon={SearchX}
      title="This exchange is not here"
      actions={
        <Link to="/exchanges" search={{ from: "now-7d", to: "now" }} className={buttonClass({ variant: "primary" })}>
          Search exchanges
        </Link>
      }
    >
      <p>
        <code className="text-xs break-all">{id}</code>
      </p>
      <ul className="mt-3 list-disc space-y-1 pl-5 text-left">
        <li>It may be older than what this server keeps: steps are kept for 30 days, message bodies for 7.</li>
        <li>It may belong to another server: each keeps its own environments.</li>
        <li>The id in the link may have been cut; it is “exc_” and 32 characters.</li>
      </ul>
    </EmptyState>
  );
}
