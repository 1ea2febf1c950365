import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { openSession } from "#schema/contract/auth";
import { Problem } from "#schema/problems";
import { CodeStep } from "#ui/features/sign-in/code-step.tsx";
import { explainRefusal } from "#ui/features/sign-in/explain-refusal.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";
import { PasswordInput } from "#ui/design/password-input.tsx";
import { request } from "#ui/lib/api.ts";
import { safeReturn } from "#ui/lib/safe-return.ts";
import { enterSession } from "#ui/lib/session.ts";

const route = getRouteApi("/sign-in");

/** Username and password and, when the account asks for it, the code of its second factor. */
export function PasswordForm() {
  const { back } = route.useSearch();
  const router = useRouter();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [asksForCode, setAsksForCode] = useState(false);
  const signIn = useMutation({
    mutationFn: (code: string | undefined) => request(openSession, { body: { username, password, code } }),
    meta: { silent: true },
    onSuccess: (session) => {
      enterSession(session);
      router.history.push(safeReturn(back));
    },
    onError: (error) => {
      if (error instanceof Problem && error.code === "second-factor-needed") setAsksForCode(true);
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    signIn.mutate(undefined);
  }

  function startOver() {
    signIn.reset();
    setPassword("");
    setAsksForCode(false);
  }

  if (asksForCode)
    return <CodeStep busy={signIn.isPending} error={signIn.error} onCode={(code) => signIn.mutate(code)} onBack={startOver} />;
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
