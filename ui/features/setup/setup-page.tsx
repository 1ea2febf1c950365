import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { useState } from "react";
import { setUp } from "#schema/contract/auth";
import { Problem } from "#schema/problems";
import { Button, buttonClass } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Field } from "#ui/design/field.tsx";
import { FrontDoor } from "#ui/design/front-door.tsx";
import { Input } from "#ui/design/input.tsx";
import { PasswordInput } from "#ui/design/password-input.tsx";
import { request } from "#ui/lib/api.ts";
import { capabilitiesQuery } from "#ui/lib/capabilities.ts";
import { enterSession } from "#ui/lib/session.ts";

const route = getRouteApi("/setup");

/** Where the first administrator is made, once. */
export function SetupPage() {
  const { data: capabilities } = useQuery(capabilitiesQuery);
  if (capabilities?.setupNeeded === false) return <AlreadySetUp />;
  return (
    <FrontDoor title="Welcome to Cameleer" description="Create the first administrator. You can add more people afterwards.">
      <SetupForm />
    </FrontDoor>
  );
}

function AlreadySetUp() {
  return (
    <FrontDoor title="All set up" description="This server has its administrator already.">
      <Link to="/sign-in" className={`${buttonClass({ variant: "primary", size: "lg" })} w-full`}>
        Sign in
      </Link>
    </FrontDoor>
  );
}

function SetupForm() {
  const { token: given } = route.useSearch();
  const navigate = useNavigate();
  const [token, setToken] = useState(given ?? "");
  const [username, setUsername] = useState("admin");
  const [password, setPassword] = useState("");
  const create = useMutation({
    mutationFn: () => request(setUp, { body: { token: token.trim(), username, password } }),
    meta: { silent: true },
    onSuccess: (session) => {
      enterSession(session);
      void navigate({ to: "/guide" });
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }

  const wrongToken = create.error instanceof Problem && create.error.code === "invalid-credentials";
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label="Set-up token"
        hint="Printed in the terminal where the server was started. It works once."
        error={wrongToken ? "This is not the token of this start. Look for the newest one in the terminal." : undefined}
      >
        {(control) => (
          <Input
            {...control}
            size="lg"
            className="font-mono"
            required
            data-autofocus
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        )}
      </Field>
      <Field label="Username">
        {(control) => (
          <Input
            {...control}
            name="username"
            size="lg"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        )}
      </Field>
      <Field label="Password" hint="At least 10 characters. A sentence is a good password.">
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            size="lg"
            autoComplete="new-password"
            minLength={10}
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {create.error !== null && !wrongToken && (
        <Callout tone="bad" urgent>
          {create.error.message}
        </Callout>
      )}
      <Button type="submit" variant="primary" size="lg" busy={create.isPending} className="mt-1">
        Create administrator
      </Button>
    </form>
  );
}
