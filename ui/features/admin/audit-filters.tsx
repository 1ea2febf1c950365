import { X } from "lucide-react";
import { actionLabel, knownActions } from "#ui/features/admin/audit-actions.ts";
import type { AuditSearch } from "#ui/features/admin/search.ts";
import { Button } from "#ui/design/button.tsx";
import { Select } from "#ui/design/input.tsx";
import { SearchInput } from "#ui/design/search-input.tsx";

interface AuditFiltersProps {
  readonly search: AuditSearch;
  readonly onNarrow: (change: AuditSearch) => void;
}

const times = [
  ["1h", "Last hour"],
  ["1d", "Last 24 hours"],
  ["7d", "Last 7 days"],
  ["30d", "Last 30 days"],
] as const;

export function AuditFilters({ search, onNarrow }: AuditFiltersProps) {
  const { find = "", action, actor, target, outcome, since } = search;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput
        label="Find in entries"
        value={find}
        onChange={(text) => onNarrow({ find: text || undefined })}
        className="w-full sm:w-64"
      />
      <Choice label="Action" value={action} all="All actions" onChange={(next) => onNarrow({ action: next })}>
        {knownActions.map((one) => [one, actionLabel(one)])}
      </Choice>
      <Choice label="Result" value={outcome} all="All results" onChange={(next) => onNarrow({ outcome: next as AuditSearch["outcome"] })}>
        {[
          ["success", "Done"],
          ["failure", "Refused"],
        ]}
      </Choice>
      <Choice label="Time" value={since} all="Any time" onChange={(next) => onNarrow({ since: next as AuditSearch["since"] })}>
        {times}
      </Choice>
      {actor !== undefined && <Chip text={`By ${actor}`} onRemove={() => onNarrow({ actor: undefined })} />}
      {target !== undefined && <Chip text={`Target ${target}`} onRemove={() => onNarrow({ target: undefined })} />}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  /** What stands for no choice. */
  readonly all: string;
  readonly onChange: (value: string | undefined) => void;
  readonly children: readonly (readonly string[])[];
}

function Choice({ label, value, all, onChange, children }: ChoiceProps) {
  return (
    <Select
      aria-label={label}
      value={value ?? ""}
      className="w-auto! max-w-52 min-w-32"
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <option value="">{all}</option>
      {children.map(([name = "", words = name]) => (
        <option key={name} value={name}>
          {words}
        </option>
      ))}
    </Select>
  );
}

function Chip({ text, onRemove }: { readonly text: string; readonly onRemove: () => void }) {
  return (
    <Button onClick={onRemove} aria-label={`Remove the filter: ${text}`}>
      <span className="max-w-64 truncate">{text}</span>
      <X aria-hidden className="size-3.5" />
    </Button>
  );
}
