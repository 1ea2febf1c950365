import type { ErrorComponentProps } from "@tanstack/react-router";
import { useRouter } from "@tanstack/react-router";
import { Problem } from "#schema/problems";
import { Button } from "#ui/design/button.tsx";
import { FrontDoor } from "#ui/design/front-door.tsx";

/** In place of the whole product when not even the session can be asked for. */
export function OutOfReachPage({ error }: ErrorComponentProps) {
  const router = useRouter();
  const requestId = error instanceof Problem ? error.facts.requestId : undefined;
  return (
    <FrontDoor
      title="The server does not answer"
      description="It may be starting, or a database is not reachable. Nothing that was acknowledged is lost."
    >
      <p className="mb-6 text-sm text-muted">
        {error instanceof Error ? error.message : String(error)}
        {requestId !== undefined && <code className="mt-1 block text-2xs">{requestId}</code>}
      </p>
      <Button variant="primary" size="lg" onClick={() => void router.invalidate()}>
        Try again
      </Button>
    </FrontDoor>
  );
}
