import { useQuery } from "@tanstack/react-query";
import type { ProviderDraft } from "#ui/features/identity-provider/provider-draft.ts";
import { rolesQuery } from "#ui/features/identity-provider/queries/roles.ts";
import { Checkbox } from "#ui/design/checkbox.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input, Select } from "#ui/design/input.tsx";

interface ProviderOptionsProps {
  readonly draft: ProviderDraft;
  readonly onChange: (part: Partial<ProviderDraft>) => void;
}

/** What has a good default. */
export function ProviderOptions({ draft, onChange }: ProviderOptionsProps) {
  return (
    <details className="group rounded-md border border-line">
      <summary className="cursor-pointer px-3 py-2 text-sm font-medium">Options</summary>
      <div className="flex flex-col gap-4 border-t border-line p-3">
        <div className="grid gap-4 sm:grid-cols-2">
          <Text label="Text of the button" value={draft.label} onChange={(label) => onChange({ label })} />
          <Text label="More scopes" hint="Besides openid profile email." value={draft.scopes} onChange={(scopes) => onChange({ scopes })} />
          <Text
            label="Claim of roles"
            hint="Its values are names of roles here; dots lead into objects."
            value={draft.rolesClaim}
            onChange={(rolesClaim) => onChange({ rolesClaim })}
          />
          <DefaultRole draft={draft} onChange={onChange} />
          <Text
            label="Audience of access tokens"
            hint="The API's resource indicator; empty is not checked."
            value={draft.audience}
            onChange={(audience) => onChange({ audience })}
          />
          <Text
            label="Organization"
            hint="When set, tokens must carry it as organization_id."
            value={draft.organizationId}
            onChange={(organizationId) => onChange({ organizationId })}
          />
        </div>
        <Checkbox
          label="Make an account for whoever signs in for the first time"
          checked={draft.autoSignup}
          onChange={(event) => onChange({ autoSignup: event.target.checked })}
        />
        <Checkbox
          label="Accept access tokens that do not say that they are"
          hint="For providers that do not write the type at+jwt. Needs an audience."
          checked={draft.acceptUntypedTokens}
          onChange={(event) => onChange({ acceptUntypedTokens: event.target.checked })}
        />
      </div>
    </details>
  );
}

function DefaultRole({ draft, onChange }: ProviderOptionsProps) {
  const { data } = useQuery(rolesQuery);
  return (
    <Field label="Default role" hint="For somebody whom nothing else gives a role.">
      {(control) => (
        <Select {...control} value={draft.defaultRole ?? ""} onChange={(event) => onChange({ defaultRole: event.target.value || null })}>
          <option value="">None</option>
          {(data?.items ?? []).map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

interface TextProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Text({ label, hint, value, onChange }: TextProps) {
  return (
    <Field label={label} {...(hint !== undefined && { hint })}>
      {(control) => <Input {...control} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}
