import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Navigate, useRouter } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { openSession } from "#schema/contract/auth";
import { explainRefusal } from "#ui/features/sign-in/explain-refusal.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Field } from "#ui/design/field.tsx";
import { FrontDoor } from "#ui/design/front-door.tsx";
import { Input } from "#ui/design/input.tsx";
import { PasswordInput } from "#ui/design/password-input.tsx";
import { request } from "#ui/lib/api.ts";
import { capabilitiesQuery } from "#ui/lib/capabilities.ts";
import { safeReturn } from "#ui/lib/safe-return.ts";
import { enterSession } from "#ui/lib/session.ts";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const { expired } = route.useSearch();
  const capabilities = useQuery(capabilitiesQuery);
  if (capabilities.data?.setupNeeded === true) return <Navigate to="/setup" />;
  return (
    <FrontDoor title="Sign in" description="See every exchange of your Camel routes.">
      {expired !== undefined && (
        <Callout tone="info" className="mb-5">
          Your session has ended. Sign in to go on where you were.
        </Callout>
      )}
      {capabilities.data?.localLogin === false ? (
        <Callout tone="warn">Sign-in by password is switched off on this server. Ask your administrator how to sign in.</Callout>
      ) : (
        <SignInForm />
      )}
    </FrontDoor>
  );
}

function SignInForm() {
  const { back } = route.useSearch();
  const router = useRouter();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => request(openSession, { body: { username, password } }),
    meta: { silent: true },
    onSuccess: (session) => {
      enterSession(session);
      router.history.push(safeReturn(back));
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    signIn.mutate();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Username">
        {(control) => (
          <Input
            {...control}
            name="username"
            size="lg"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            data-autofocus
            required
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        )}
      </Field>
      <Field label="Password">
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            size="lg"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {signIn.error !== null && (
        <Callout tone="bad" urgent>
          {explainRefusal(signIn.error)}
        </Callout>
      )}
      <Button type="submit" variant="primary" size="lg" busy={signIn.isPending} className="mt-1">
        Sign in
      </Button>
    </form>
  );
}
