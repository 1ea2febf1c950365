import { Plus, X } from "lucide-react";
import type { Settings } from "#ui/features/apps/queries/settings.ts";
import { Button } from "#ui/design/button.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Input } from "#ui/design/input.tsx";

type Variable = Settings["variables"][number];

interface VariablesFieldProps {
  readonly variables: readonly Variable[];
  readonly onChange: (variables: Variable[]) => void;
}

/** Names and values; passwords belong under Secrets. */
export function VariablesField({ variables, onChange }: VariablesFieldProps) {
  const change = (index: number, part: Partial<Variable>) =>
    onChange(variables.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <div className="flex flex-col gap-2">
      {variables.map((variable, index) => (
        <div key={index} className="flex items-center gap-2">
          <Input
            aria-label={`Name of variable ${index + 1}`}
            placeholder="NAME"
            pattern="[A-Za-z_][A-Za-z0-9_.\-]*"
            maxLength={128}
            spellCheck={false}
            className="max-w-56 font-mono text-xs!"
            value={variable.name}
            onChange={(event) => change(index, { name: event.target.value })}
          />
          <Input
            aria-label={`Value of ${variable.name || `variable ${index + 1}`}`}
            placeholder="value"
            spellCheck={false}
            className="font-mono text-xs!"
            value={variable.value}
            onChange={(event) => change(index, { value: event.target.value })}
          />
          <IconButton
            size="sm"
            label={`Remove ${variable.name || `variable ${index + 1}`}`}
            icon={<X aria-hidden />}
            onClick={() => onChange(variables.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        size="sm"
        className="self-start"
        icon={<Plus aria-hidden className="size-3.5" />}
        onClick={() => onChange([...variables, { name: "", value: "" }])}
      >
        Add a variable
      </Button>
      <p className="text-xs text-muted">
        The address of this server and what OpenTelemetry needs are given to the app by themselves. Passwords belong under Secrets.
      </p>
    </div>
  );
}
