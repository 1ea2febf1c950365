import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import type { RuleDraft } from "#ui/features/claim-mapping/queries/rules.ts";
import { matchWords } from "#ui/features/claim-mapping/rule-text.tsx";
import { groupsQuery, rolesQuery } from "#ui/features/people/index.ts";
import { Checkbox } from "#ui/design/checkbox.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input, Select } from "#ui/design/input.tsx";

interface RuleFieldsProps {
  readonly draft: RuleDraft;
  readonly errors: { readonly value: string | undefined; readonly target: string | undefined };
  readonly onChange: (draft: RuleDraft) => void;
}

const valueHints: Readonly<Record<RuleDraft["match"], string>> = {
  equals: "Exactly this, capitals included.",
  contains: "A whole element of a list, or part of a text.",
  regex: "RE2 syntax, found anywhere; without look-around and back-references.",
};

export function RuleFields({ draft, errors, onChange }: RuleFieldsProps) {
  const change = (part: Partial<RuleDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_8rem_minmax(0,1fr)]">
        <Field label="If the claim" hint={<ClaimHint />}>
          {(control) => (
            <Input
              {...control}
              data-autofocus
              required
              maxLength={256}
              spellCheck={false}
              className="font-mono"
              value={draft.claim}
              onChange={(event) => change({ claim: event.target.value })}
            />
          )}
        </Field>
        <Field label="Compare">
          {(control) => (
            <Select {...control} value={draft.match} onChange={(event) => change({ match: event.target.value as RuleDraft["match"] })}>
              {Object.entries(matchWords).map(([match, words]) => (
                <option key={match} value={match}>
                  {words}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Value" hint={valueHints[draft.match]} error={errors.value}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={1_024}
              spellCheck={false}
              className="font-mono"
              value={draft.value}
              onChange={(event) => change({ value: event.target.value })}
            />
          )}
        </Field>
      </div>
      <TargetFields draft={draft} error={errors.target} onChange={change} />
      <Checkbox label="On" checked={draft.enabled} onChange={(event) => change({ enabled: event.target.checked })} />
    </>
  );
}

function ClaimHint() {
  return (
    <>
      Nested: <code>realm_access.roles</code>. A dot in a name: <code>\.</code>
    </>
  );
}

interface TargetFieldsProps {
  readonly draft: RuleDraft;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<RuleDraft>) => void;
}

function TargetFields({ draft, error, onChange }: TargetFieldsProps) {
  const listId = useId();
  const { data: roles } = useQuery(rolesQuery);
  const { data: groups } = useQuery(groupsQuery);
  const isRole = draft.action === "assignRole";
  const choices = (isRole ? roles?.items : groups?.items) ?? [];
  return (
    <div className="grid gap-4 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <Field label="Give the">
        {(control) => (
          <Select
            {...control}
            value={draft.action}
            onChange={(event) => onChange({ action: event.target.value as RuleDraft["action"], target: "" })}
          >
            <option value="assignRole">role</option>
            <option value="addToGroup">group</option>
          </Select>
        )}
      </Field>
      <Field label={isRole ? "Role" : "Group"} hint="You can give only what you hold yourself." error={error}>
        {(control) => (
          <Input
            {...control}
            required
            list={listId}
            maxLength={128}
            value={draft.target}
            onChange={(event) => onChange({ target: event.target.value })}
          />
        )}
      </Field>
      <datalist id={listId}>
        {choices.map(({ id, name }) => (
          <option key={id} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </div>
  );
}
