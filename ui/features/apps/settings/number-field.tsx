import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly min: number;
  readonly max?: number;
  readonly step?: number;
  readonly onChange: (value: string) => void;
}

export function NumberField({ label, hint, value, min, max, step, onChange }: NumberFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <Input
          {...control}
          required
          type="number"
          {...{ min, max, step }}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
