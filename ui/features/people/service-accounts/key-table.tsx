import { Ban } from "lucide-react";
import { useState } from "react";
import { revokeApiKey } from "#schema/contract/service-accounts";
import { ConfirmDialog } from "#ui/features/people/confirm-dialog.tsx";
import { Names } from "#ui/features/people/look.tsx";
import type { ApiKey, ServiceAccount } from "#ui/features/people/queries/service-accounts.ts";
import type { Tone } from "#ui/design/badge.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Table } from "#ui/design/table.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { request } from "#ui/lib/api.ts";

interface KeyTableProps {
  readonly account: ServiceAccount;
  readonly stale: boolean;
  readonly mayWrite: boolean;
}

/** The keys of one service account. */
export function KeyTable({ account, stale, mayWrite }: KeyTableProps) {
  const [revoking, setRevoking] = useState<ApiKey>();
  if (account.keys.length === 0) return <p className="px-4 py-3.5 text-muted">It has no key yet.</p>;
  return (
    <>
      <Table
        label={`Keys of ${account.name}`}
        columns={mayWrite ? [...columns, revokeColumn(setRevoking)] : columns}
        rows={account.keys}
        rowKey={({ id }) => id}
        stale={stale}
      />
      {revoking !== undefined && (
        <ConfirmDialog
          title={`Revoke ${revoking.name}?`}
          verb="Revoke"
          run={() => request(revokeApiKey, { params: { id: account.id, key: revoking.id } })}
          done={`${revoking.name} was revoked.`}
          onClose={() => setRevoking(undefined)}
        >
          <p>It stops working within ten seconds, for good. Whatever uses it needs another key.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

const states: Readonly<Record<ApiKey["state"], { readonly tone: Tone; readonly label: string }>> = {
  active: { tone: "good", label: "Active" },
  expired: { tone: "warn", label: "Expired" },
  revoked: { tone: "quiet", label: "Revoked" },
};

const columns: readonly Column<ApiKey>[] = [
  {
    id: "key",
    header: "Key",
    cell: ({ name, prefix }) => (
      <span className="flex items-baseline gap-2 max-sm:flex-col max-sm:gap-0 max-sm:py-1">
        <span className="max-w-48 truncate font-medium">{name}</span>
        <code className="text-xs text-muted">{prefix}…</code>
      </span>
    ),
  },
  {
    id: "permissions",
    header: "Permissions",
    width: "w-64",
    wideOnly: true,
    cell: ({ permissions }) => <Names names={permissions} most={2} />,
  },
  { id: "state", header: "State", width: "w-24", cell: ({ state }) => <Badge tone={states[state].tone}>{states[state].label}</Badge> },
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
    cell: ({ lastUsedAt }) => (lastUsedAt === null ? <span className="text-faint">Never</span> : <RelativeTime at={lastUsedAt} />),
  },
];

function revokeColumn(onRevoke: (key: ApiKey) => void): Column<ApiKey> {
  return {
    id: "actions",
    header: <span className="sr-only">Actions</span>,
    align: "end",
    width: "w-12",
    cell: (key) =>
      key.state === "active" && (
        <IconButton size="sm" label={`Revoke ${key.name}`} icon={<Ban aria-hidden />} onClick={() => onRevoke(key)} />
      ),
  };
}
