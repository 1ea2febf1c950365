import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";

interface CodeFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autofocus?: boolean;
  /** Absent where a recovery code is no good. */
  readonly hint?: string;
}

/** For the six digits that the app shows. */
export function CodeField({ value, onChange, autofocus = false, hint }: CodeFieldProps) {
  return (
    <Field label="Code" {...(hint !== undefined && { hint })}>
      {(control) => (
        <Input
          {...control}
          name="code"
          autoComplete="one-time-code"
          inputMode={hint === undefined ? "numeric" : "text"}
          spellCheck={false}
          autoCapitalize="none"
          required
          minLength={6}
          maxLength={32}
          className="font-mono"
          value={value}
          {...(autofocus && { "data-autofocus": true })}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
