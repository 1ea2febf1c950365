import { Ban } from "lucide-react";
import type { AgentToken } from "#ui/features/agent-tokens/queries/agent-tokens.ts";
import type { Tone } from "#ui/design/badge.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { EnvironmentTag } from "#ui/design/environment-tag.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { RelativeTime } from "#ui/design/timestamp.tsx";

const states: Readonly<Record<AgentToken["state"], { readonly tone: Tone; readonly label: string }>> = {
  active: { tone: "good", label: "Active" },
  expired: { tone: "warn", label: "Expired" },
  revoked: { tone: "quiet", label: "Revoked" },
};

const columns: readonly Column<AgentToken>[] = [
  {
    id: "token",
    header: "Token",
    cell: ({ name, prefix }) => (
      <span className="flex items-baseline gap-2 max-sm:flex-col max-sm:gap-0 max-sm:py-1">
        <span className="max-w-56 truncate font-medium">{name}</span>
        <code className="text-xs text-muted">{prefix}…</code>
      </span>
    ),
  },
  {
    id: "environment",
    header: "Environment",
    width: "w-36",
    wideOnly: true,
    cell: ({ environment }) => (environment === null ? <span className="text-muted">Any</span> : <EnvironmentTag name={environment} />),
  },
  { id: "state", header: "State", width: "w-24", cell: ({ state }) => <Badge tone={states[state].tone}>{states[state].label}</Badge> },
  {
    id: "created",
    header: "Created",
    width: "w-48",
    wideOnly: true,
    cell: ({ createdAt, createdBy }) => (
      <span className="inline-flex gap-1 text-muted">
        <RelativeTime at={createdAt} /> by <span className="max-w-24 truncate">{createdBy}</span>
      </span>
    ),
  },
  {
    id: "expires",
    header: "Expires",
    align: "end",
    width: "w-28",
    wideOnly: true,
    cell: ({ expiresAt }) => (expiresAt === null ? <span className="text-muted">Never</span> : <RelativeTime at={expiresAt} />),
  },
  {
    id: "used",
    header: "Last used",
    align: "end",
    width: "w-28",
    wideOnly: true,
    cell: ({ lastUsedAt }) => (lastUsedAt === null ? <NoValue meaning="Never" /> : <RelativeTime at={lastUsedAt} />),
  },
];

/** With a way to revoke for people who may. */
export function tokenColumns(onRevoke: ((token: AgentToken) => void) | undefined): readonly Column<AgentToken>[] {
  if (onRevoke === undefined) return columns;
  return [
    ...columns,
    {
      id: "actions",
      header: <span className="sr-only">Actions</span>,
      align: "end",
      width: "w-12",
      cell: (token) =>
        token.state === "active" && (
          <IconButton size="sm" label={`Revoke ${token.name}`} icon={<Ban aria-hidden />} onClick={() => onRevoke(token)} />
        ),
    },
  ];
}
