import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import type { Preview, RuleDraft } from "#ui/features/claim-mapping/queries/rules.ts";
import { previewQuery } from "#ui/features/claim-mapping/queries/rules.ts";
import { Callout } from "#ui/design/callout.tsx";
import { formatCount } from "#ui/lib/format/number.ts";

const mostShown = 8;

/** What these rules instead of the saved ones would mean for those who signed in lately. */
export function WhatIf({ rules }: { readonly rules: readonly RuleDraft[] }) {
  const { data } = useQuery({ ...previewQuery(useDeferredValue(rules)), placeholderData: (before) => before });
  if (data === undefined) return <p className="text-xs text-muted">Looking at who signed in lately…</p>;
  return (
    <section aria-label="What would change" aria-live="polite" className="flex flex-col gap-2 text-xs">
      <p className="text-muted">{summaryOf(data)}</p>
      <Administrators preview={data} />
      {data.changes.length > 0 && (
        <ul className="flex max-h-40 flex-col gap-1 overflow-y-auto rounded-md border border-line bg-sunken p-2">
          {data.changes.slice(0, mostShown).map(({ user, before, after }) => (
            <li key={user.id} className="flex flex-wrap gap-x-1.5">
              <span className="font-medium">{user.username}</span>
              <span className="text-muted line-through">{listed(before)}</span>
              <span>{listed(after)}</span>
            </li>
          ))}
          {data.changes.length > mostShown && <li className="text-muted">and {formatCount(data.changes.length - mostShown)} more</li>}
        </ul>
      )}
    </section>
  );
}

function summaryOf({ considered, changes }: Preview): string {
  if (considered === 0)
    return "Nobody has signed in through the identity provider in the last 30 days, so nothing can be said of what would change.";
  const people = considered === 1 ? "the one person who signed in" : `${formatCount(considered)} people who signed in`;
  if (changes.length === 0) return `Nothing would change for ${people} in the last 30 days.`;
  return `Of ${people} in the last 30 days, ${formatCount(changes.length)} would get something else at their next sign-in:`;
}

function Administrators({ preview: { changes } }: { readonly preview: Preview }) {
  const losing = changes.filter(({ losesAdministrator }) => losesAdministrator).map(({ user }) => user.username);
  const gaining = changes.filter(({ gainsAdministrator }) => gainsAdministrator).map(({ user }) => user.username);
  return (
    <>
      {losing.length > 0 && <Callout tone="bad">Would lose ADMIN: {named(losing)}.</Callout>}
      {gaining.length > 0 && <Callout tone="warn">Would gain ADMIN: {named(gaining)}.</Callout>}
    </>
  );
}

function named(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
}

function listed({ roles, groups }: { readonly roles: readonly string[]; readonly groups: readonly string[] }): string {
  return [...roles, ...groups].join(", ") || "nothing";
}
