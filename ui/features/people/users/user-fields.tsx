import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";
import { PasswordInput } from "#ui/design/password-input.tsx";

interface TextProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function UsernameField({ value, onChange, error }: TextProps & { readonly error: string | undefined }) {
  return (
    <Field label="Username" error={error}>
      {(control) => (
        <Input
          {...control}
          data-autofocus
          required
          pattern="\S+"
          spellCheck={false}
          autoCapitalize="none"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function NameField({ value, onChange }: TextProps) {
  return (
    <Field label="Name" hint="Shown in the product; may be empty.">
      {(control) => <Input {...control} maxLength={256} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

interface PasswordProps extends TextProps {
  readonly label: string;
  readonly hint: string;
  readonly required: boolean;
  readonly error: string | undefined;
}

export function NewPasswordField({ label, hint, required, error, value, onChange }: PasswordProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <PasswordInput
          {...control}
          autoComplete="new-password"
          minLength={10}
          required={required}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
