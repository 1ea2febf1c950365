import type { LinkProps } from "@tanstack/react-router";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { actionLabel } from "#ui/features/admin/audit-actions.ts";
import type { Change } from "#ui/features/admin/entry-changes.ts";
import { changesOf, restOf, valueText } from "#ui/features/admin/entry-changes.ts";
import { Outcome } from "#ui/features/admin/outcome.tsx";
import type { AuditEntry } from "#ui/features/admin/queries/audit.ts";
import { Button } from "#ui/design/button.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { Fact, Facts } from "#ui/design/facts.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { Snippet } from "#ui/design/snippet.tsx";

const ways: Readonly<Record<string, string>> = {
  session: "Browser session",
  token: "Access token",
  "api-key": "API key",
  external: "Token of the identity provider",
  bootstrap: "Agent token",
  agent: "The agent's own token",
  runner: "The runner's own token",
  none: "Not yet signed in",
};

/** Everything that is known of one entry. */
export function EntryDetails({ entry, onTarget }: { readonly entry: AuditEntry; readonly onTarget: (target: string) => void }) {
  const changes = changesOf(entry.detail);
  const rest = restOf(entry.detail);
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <Facts>
        <Fact name="What">
          {actionLabel(entry.action)} <code className="text-2xs text-muted">{entry.action}</code>
        </Fact>
        <Fact name="Target">{entry.target === "" ? <NoValue meaning="None" /> : <Target target={entry.target} onTarget={onTarget} />}</Fact>
        <Fact name="Result">
          <Outcome outcome={entry.outcome} />
        </Fact>
        <Fact name="Authenticated by">{ways[entry.by] ?? entry.by}</Fact>
        <Fact name="From">{entry.ip || <NoValue />}</Fact>
        <Fact name="Request">
          <span className="font-mono text-xs break-all">{entry.requestId}</span>
        </Fact>
        <Fact name="Entry">
          <span className="font-mono text-xs" title={`Hash ${entry.hash}`}>
            {entry.sequence}
          </span>
        </Fact>
      </Facts>
      <div className="flex min-w-0 flex-col gap-3">
        {changes.length > 0 && <Changes changes={changes} />}
        {Object.keys(rest).length > 0 && <Snippet title="Detail" label="Copy detail" text={JSON.stringify(rest, null, 2)} />}
      </div>
    </div>
  );
}

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <table
      aria-label="Before and after"
      className="w-full border-separate border-spacing-0 overflow-clip rounded-md border border-line bg-surface text-xs"
    >
      <thead className="text-left text-muted">
        <tr>
          <Cell heading>Field</Cell>
          <Cell heading>Before</Cell>
          <Cell heading>After</Cell>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ name, before, after, changed }) => (
          <tr key={name} className={classNames(!changed && "text-muted")}>
            <Cell>{name}</Cell>
            <Cell className={classNames(changed && "bg-bad-soft")}>{valueText(before)}</Cell>
            <Cell className={classNames(changed && "bg-good-soft")}>{valueText(after)}</Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellProps {
  readonly heading?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

function Cell({ heading = false, className, children }: CellProps) {
  const look = classNames("max-w-96 border-t border-line px-2.5 py-1.5 align-top font-mono break-words whitespace-pre-wrap", className);
  return heading ? (
    <th scope="col" className="px-2.5 py-1.5 font-medium">
      {children}
    </th>
  ) : (
    <td className={look}>{children}</td>
  );
}

/** Leads to the object where it has a page, and to everything that was done to it. */
function Target({ target, onTarget }: { readonly target: string; readonly onTarget: (target: string) => void }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2">
      <span className="font-mono text-xs break-all">
        <ObjectLink id={target} />
      </span>
      <Button variant="ghost" size="sm" onClick={() => onTarget(target)}>
        All about it
      </Button>
    </span>
  );
}

const pages: Readonly<Record<string, LinkProps["to"]>> = {
  usr: "/admin/users/$id",
  grp: "/admin/groups/$id",
  rol: "/admin/roles/$id",
  agt: "/agents/$id",
  app: "/apps/$id",
  dep: "/deployments/$id",
  run: "/admin/runners/$id",
  rul: "/admin/claim-mapping",
  btk: "/admin/agent-tokens",
};

/** The page that shows the object of that id, where there is one. */
function ObjectLink({ id }: { readonly id: string }) {
  const to = pages[id.slice(0, 3)];
  if (to === undefined || id.charAt(3) !== "_") return id;
  return (
    <Link to={to} params={{ id }} className="text-accent hover:underline">
      {id}
    </Link>
  );
}
