import type { FormEvent } from "react";
import { useEffect, useRef, useState } from "react";
import { Problem } from "#schema/problems";
import { explainRefusal } from "#ui/features/sign-in/explain-refusal.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";

interface CodeStepProps {
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onCode: (code: string) => void;
  readonly onBack: () => void;
}

/** The password was right; now the code of the app, or a recovery code. */
export function CodeStep({ busy, error, onCode, onBack }: CodeStepProps) {
  const [code, setCode] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const isQuestion = error instanceof Problem && error.code === "second-factor-needed";

  function submit(event: FormEvent) {
    event.preventDefault();
    onCode(code);
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Code" hint="Six digits from your authenticator app, or one of your recovery codes.">
        {(control) => (
          <Input
            {...control}
            ref={input}
            name="code"
            size="lg"
            className="font-mono tracking-wide"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            required
            minLength={6}
            maxLength={32}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      {error !== null && !isQuestion && (
        <Callout tone="bad" urgent>
          {error instanceof Problem && error.code === "invalid-credentials" ? error.message : explainRefusal(error)}
        </Callout>
      )}
      <Button type="submit" variant="primary" size="lg" busy={busy} className="mt-1">
        Sign in
      </Button>
      <Button variant="ghost" onClick={onBack}>
        Back
      </Button>
    </form>
  );
}
