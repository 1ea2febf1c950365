import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { resetPassword } from "#schema/contract/invitations";
import { Problem } from "#schema/problems";
import { NewPasswordField } from "#ui/features/invite/new-password-field.tsx";
import { Button, buttonClass } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { request } from "#ui/lib/api.ts";

interface ResetFormProps {
  readonly secret: string;
  readonly username: string;
}

/** Sets the password. Signing in comes after: a second factor is asked for then. */
export function ResetForm({ secret, username }: ResetFormProps) {
  const [password, setPassword] = useState("");
  const reset = useMutation({ mutationFn: () => request(resetPassword, { body: { secret, password } }), meta: { silent: true } });
  const weak = reset.error instanceof Problem && reset.error.code === "invalid-request" ? reset.error.message : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    reset.mutate();
  }

  if (reset.isSuccess) {
    return (
      <div className="flex flex-col gap-5">
        <Callout tone="good" urgent>
          The new password holds from now on.
        </Callout>
        <Link to="/sign-in" className={`${buttonClass({ variant: "primary", size: "lg" })} w-full`}>
          Sign in
        </Link>
      </div>
    );
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <NewPasswordField value={password} onChange={setPassword} error={weak} />
      {reset.error !== null && weak === undefined && (
        <Callout tone="bad" urgent>
          {reset.error.message}
        </Callout>
      )}
      <Button type="submit" variant="primary" size="lg" busy={reset.isPending} className="mt-1">
        Set the password
      </Button>
    </form>
  );
}
