import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { Problem } from "#schema/problems";
import { AcceptForm } from "#ui/features/invite/accept-form.tsx";
import { linkQuery } from "#ui/features/invite/queries/link.ts";
import { ResetForm } from "#ui/features/invite/reset-form.tsx";
import { Button, buttonClass } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { FrontDoor } from "#ui/design/front-door.tsx";
import { Spinner } from "#ui/design/spinner.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";

/** Where a link leads that somebody was sent: to make an account, or to set a new password. Its secret stands behind `#`. */
export function InvitePage() {
  const secret = useLocation({ select: ({ hash }) => hash });
  const link = useQuery({ ...linkQuery(secret), enabled: secret !== "" });
  if (secret === "") return <NoLink />;
  if (link.error instanceof Problem && link.error.code === "not-found") return <NoLink />;
  if (link.error !== null) return <Trouble error={link.error} onRetry={() => void link.refetch()} busy={link.isFetching} />;
  if (link.data === undefined) {
    return (
      <FrontDoor title="One moment" description="Looking at your link.">
        <Spinner />
      </FrontDoor>
    );
  }
  const { kind, recipient, createdBy, expiresAt } = link.data;
  const until = (
    <p className="mt-5 text-xs text-muted">
      This link is good once; it expires <RelativeTime at={expiresAt} />.
    </p>
  );
  if (kind === "password-reset") {
    return (
      <FrontDoor title="New password" description={`For ${recipient}. Every session of yours ends.`}>
        <ResetForm secret={secret} username={recipient} />
        {until}
      </FrontDoor>
    );
  }
  return (
    <FrontDoor title="You are invited" description={`${createdBy} invites ${recipient} to Cameleer. Choose how you sign in.`}>
      <AcceptForm secret={secret} />
      {until}
    </FrontDoor>
  );
}

function NoLink() {
  return (
    <FrontDoor title="This link is over" description="Links are good once and for a limited time. Ask whoever sent it for a new one.">
      <Link to="/sign-in" className={`${buttonClass({ variant: "primary", size: "lg" })} w-full`}>
        Sign in
      </Link>
    </FrontDoor>
  );
}

interface TroubleProps {
  readonly error: Error;
  readonly busy: boolean;
  readonly onRetry: () => void;
}

function Trouble({ error, busy, onRetry }: TroubleProps) {
  const limited = error instanceof Problem && error.code === "rate-limited";
  return (
    <FrontDoor title="Not now" description="Your link could not be looked at.">
      <Callout tone="bad" urgent className="mb-5">
        {limited ? `Too many attempts from here. Wait ${error.facts.retryAfterSeconds ?? 60} seconds.` : error.message}
      </Callout>
      <Button size="lg" busy={busy} onClick={onRetry}>
        Try again
      </Button>
    </FrontDoor>
  );
}
