import { roleName } from "#ui/features/people/look.tsx";
import { Checkbox } from "#ui/design/checkbox.tsx";

interface ChecksProps {
  readonly legend: string;
  readonly choices: readonly { readonly id: string; readonly name: string; readonly description: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Any number of these. */
export function Checks({ legend, choices, chosen, onChange }: ChecksProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-xs font-medium">{legend}</legend>
      {choices.length === 0 && <p className="text-xs text-muted">There is nothing that you could give.</p>}
      {choices.map(({ id, name, description }) => (
        <Checkbox
          key={id}
          label={roleName(name)}
          hint={description === "" ? undefined : description}
          checked={chosen.includes(id)}
          onChange={(event) => onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
        />
      ))}
    </fieldset>
  );
}
