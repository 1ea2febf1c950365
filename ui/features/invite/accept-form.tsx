import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { openSession } from "#schema/contract/auth";
import { acceptInvitation } from "#schema/contract/invitations";
import { Problem } from "#schema/problems";
import { NewPasswordField } from "#ui/features/invite/new-password-field.tsx";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";
import { request } from "#ui/lib/api.ts";
import { enterSession } from "#ui/lib/session.ts";

/** Makes the account and signs in with it. */
export function AcceptForm({ secret }: { readonly secret: string }) {
  const navigate = useNavigate();
  const [username, setUsername] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [password, setPassword] = useState("");
  const accept = useMutation({
    mutationFn: async () => {
      await request(acceptInvitation, { body: { secret, username: username.trim(), displayName, password } });
      return request(openSession, { body: { username: username.trim(), password } });
    },
    meta: { silent: true },
    onSuccess: (session) => {
      enterSession(session);
      void navigate({ to: "/", replace: true });
    },
  });
  const taken = accept.error instanceof Problem && accept.error.code === "conflict";
  const weak = accept.error instanceof Problem && accept.error.code === "invalid-request" ? accept.error.message : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    accept.mutate();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Username" error={taken ? "Somebody has this username already." : undefined}>
        {(control) => (
          <Input
            {...control}
            name="username"
            size="lg"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            pattern="\S+"
            maxLength={128}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        )}
      </Field>
      <Field label="Name" hint="Shown in the product; may be empty.">
        {(control) => (
          <Input
            {...control}
            name="name"
            size="lg"
            autoComplete="name"
            maxLength={256}
            value={displayName}
            onChange={(event) => setDisplayName(event.target.value)}
          />
        )}
      </Field>
      <NewPasswordField value={password} onChange={setPassword} error={weak} />
      {accept.error !== null && !taken && weak === undefined && (
        <Callout tone="bad" urgent>
          {accept.error.message}
        </Callout>
      )}
      <Button type="submit" variant="primary" size="lg" busy={accept.isPending} className="mt-1">
        Make my account
      </Button>
    </form>
  );
}
