import { Link } from "@tanstack/react-router";
import { buttonClass } from "#ui/design/button.tsx";
import { FrontDoor } from "#ui/design/front-door.tsx";

export function NotFoundPage() {
  return (
    <FrontDoor title="Nothing but sand" description="There is no page at this address. The link may be mistyped, or the page has moved.">
      <Link to="/" className={buttonClass({ variant: "primary", size: "lg" })}>
        Go to Exchanges
      </Link>
    </FrontDoor>
  );
}
