import type { CommandArgument } from "#ui/features/agents/command-catalog.ts";
import { Field } from "#ui/design/field.tsx";
import { Input, Select } from "#ui/design/input.tsx";

interface ArgumentFieldProps {
  readonly argument: CommandArgument;
  readonly routes: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function ArgumentField({ argument, routes, value, onChange }: ArgumentFieldProps) {
  const choices = argument.kind === "route" ? routes : argument.choices;
  return (
    <Field label={argument.label}>
      {(control) => {
        const bound = { ...control, required: true, value };
        if (choices !== undefined && choices.length > 0) {
          return (
            <Select {...bound} onChange={(event) => onChange(event.target.value)}>
              {argument.kind === "route" && <option value="">Choose a route…</option>}
              {choices.map((choice) => (
                <option key={choice} value={choice}>
                  {choice}
                </option>
              ))}
            </Select>
          );
        }
        const seconds = argument.kind === "seconds" ? ({ type: "number", min: 1, max: 3_600 } as const) : {};
        return <Input {...bound} {...seconds} onChange={(event) => onChange(event.target.value)} />;
      }}
    </Field>
  );
}
