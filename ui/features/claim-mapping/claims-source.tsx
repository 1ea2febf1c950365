import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Source } from "#ui/features/claim-mapping/queries/rules.ts";
import { usersQuery } from "#ui/features/people/index.ts";
import { Field } from "#ui/design/field.tsx";
import { Select, TextArea } from "#ui/design/input.tsx";
import { useMay } from "#ui/lib/session.ts";

interface ClaimsSourceProps {
  readonly kind: Source["kind"];
  readonly onSource: (source: Source | undefined) => void;
}

const example = `{
  "groups": ["eng", "cameleer-admins"],
  "department": "platform"
}`;

/** Takes claims as JSON, out of a token, or of somebody's last sign-in. */
export function ClaimsSource({ kind, onSource }: ClaimsSourceProps) {
  if (kind === "claims") return <PastedClaims onSource={onSource} />;
  return kind === "token" ? <PastedToken onSource={onSource} /> : <Person onSource={onSource} />;
}

type SourceProps = Omit<ClaimsSourceProps, "kind">;

function claimsOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function PastedClaims({ onSource }: SourceProps) {
  const [text, setText] = useState("");
  const wrong = text.trim() !== "" && claimsOf(text) === undefined;
  const change = (next: string) => {
    setText(next);
    const claims = claimsOf(next);
    onSource(claims === undefined ? undefined : { kind: "claims", claims });
  };
  return (
    <Field label="Claims as JSON" error={wrong ? "This is not a JSON object yet." : undefined}>
      {(control) => (
        <TextArea
          {...control}
          rows={7}
          spellCheck={false}
          placeholder={example}
          value={text}
          className="font-mono text-xs"
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  );
}

function PastedToken({ onSource }: SourceProps) {
  return (
    <Field label="Token" hint="An access or ID token of the provider. It is decoded, verified when it can be, and not kept.">
      {(control) => (
        <TextArea
          {...control}
          rows={5}
          spellCheck={false}
          maxLength={16_384}
          placeholder="eyJ…"
          className="font-mono text-xs"
          onChange={(event) => {
            const token = event.target.value.trim();
            onSource(token === "" ? undefined : { kind: "token", token });
          }}
        />
      )}
    </Field>
  );
}

function Person({ onSource }: SourceProps) {
  const maySee = useMay("users:read");
  const { data } = useQuery({ ...usersQuery, enabled: maySee });
  const people = data?.items.filter(({ source }) => source === "oidc") ?? [];
  return (
    <Field
      label="Person"
      hint={people.length === 0 ? "Nobody has signed in through the identity provider yet." : "With the claims of their last sign-in."}
    >
      {(control) => (
        <Select
          {...control}
          defaultValue=""
          disabled={people.length === 0}
          onChange={(event) => onSource(event.target.value === "" ? undefined : { kind: "user", id: event.target.value })}
        >
          <option value="">Choose…</option>
          {people.map(({ id, username, displayName }) => (
            <option key={id} value={id}>
              {displayName === "" ? username : `${username} (${displayName})`}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
