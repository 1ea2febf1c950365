import { useNavigate } from "@tanstack/react-router";
import { Select } from "#ui/design/input.tsx";

interface PlaceSelectProps {
  readonly places: readonly { readonly environmentId: string; readonly environment: string }[];
  readonly value: string;
}

/** Which environment the tab is about; it stands in the address. */
export function PlaceSelect({ places, value }: PlaceSelectProps) {
  const navigate = useNavigate();
  return (
    <Select
      aria-label="Environment"
      value={value}
      className="w-52!"
      onChange={(event) => void navigate({ to: ".", replace: true, search: (old) => ({ ...old, in: event.target.value }) })}
    >
      {places.map(({ environmentId, environment }) => (
        <option key={environmentId} value={environmentId}>
          {environment}
        </option>
      ))}
    </Select>
  );
}
