import { Field } from "#ui/design/field.tsx";
import { PasswordInput } from "#ui/design/password-input.tsx";

interface NewPasswordFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

export function NewPasswordField({ value, onChange, error }: NewPasswordFieldProps) {
  return (
    <Field label="Password" hint="At least 10 characters. A sentence is a good password." error={error}>
      {(control) => (
        <PasswordInput
          {...control}
          name="password"
          size="lg"
          autoComplete="new-password"
          minLength={10}
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
