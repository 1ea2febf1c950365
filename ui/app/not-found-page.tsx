import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { buttonClass } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";

export function NotFoundPage() {
  return (
    <EmptyState
      icon={Compass}
      title="There is no page at this address"
      actions={
        <Link to="/" className={buttonClass({ variant: "primary" })}>
          Go to Exchanges
        </Link>
      }
    >
      The link may be mistyped, or the page has moved.
    </EmptyState>
  );
}
