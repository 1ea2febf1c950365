import { useQuery } from "@tanstack/react-query";
import { Ban, MailPlus } from "lucide-react";
import { useState } from "react";
import { revokeInvitation } from "#schema/contract/invitations";
import { ConfirmDialog } from "#ui/features/people/confirm-dialog.tsx";
import { InviteDialog } from "#ui/features/people/invitations/invite-dialog.tsx";
import { Names, roleName } from "#ui/features/people/look.tsx";
import type { Invitation } from "#ui/features/people/queries/invitations.ts";
import { invitationsQuery } from "#ui/features/people/queries/invitations.ts";
import type { Tone } from "#ui/design/badge.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Table } from "#ui/design/table.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { request } from "#ui/lib/api.ts";
import { capabilitiesQuery } from "#ui/lib/capabilities.ts";
import { useMay } from "#ui/lib/session.ts";

/** Links that people were sent, to make an account or to set a new password. */
export function InvitationsPage() {
  const query = useQuery(invitationsQuery);
  const { data: capabilities } = useQuery(capabilitiesQuery);
  const mayWrite = useMay("users:write");
  const [inviting, setInviting] = useState(false);
  const invite = mayWrite && capabilities?.userCreation === true && (
    <Button variant="primary" icon={<MailPlus aria-hidden className="size-4" />} onClick={() => setInviting(true)}>
      Invite somebody
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Invitations"
        description="Links with which people make their own account or set a new password; each is good once."
        actions={invite}
      />
      <Loaded query={query} skeleton={<SkeletonRows rows={4} columns={5} />}>
        {({ items }, stale) =>
          items.length === 0 ? (
            <Panel>
              <EmptyState icon={MailPlus} title="Nobody was invited in the last 90 days" actions={invite}>
                Whoever gets a link chooses their own name and password. You say beforehand what they may do.
              </EmptyState>
            </Panel>
          ) : (
            <InvitationList invitations={items} stale={stale} mayWrite={mayWrite} />
          )
        }
      </Loaded>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}

interface InvitationListProps {
  readonly invitations: readonly Invitation[];
  readonly stale: boolean;
  readonly mayWrite: boolean;
}

function InvitationList({ invitations, stale, mayWrite }: InvitationListProps) {
  const [revoking, setRevoking] = useState<Invitation>();
  const shown = mayWrite ? [...columns, revokeColumn(setRevoking)] : columns;
  return (
    <Panel>
      <Table label="Invitations" columns={shown} rows={invitations} rowKey={({ id }) => id} stale={stale} />
      {revoking !== undefined && (
        <ConfirmDialog
          title={`Revoke the link for ${revoking.recipient}?`}
          verb="Revoke"
          run={() => request(revokeInvitation, { params: { id: revoking.id } })}
          done={`The link for ${revoking.recipient} was revoked.`}
          onClose={() => setRevoking(undefined)}
        >
          <p>Whoever opens it from now on is told that it is over. You can make another one.</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}

const states: Readonly<Record<Invitation["state"], { readonly tone: Tone; readonly label: string }>> = {
  open: { tone: "info", label: "Open" },
  used: { tone: "good", label: "Used" },
  revoked: { tone: "quiet", label: "Revoked" },
  expired: { tone: "quiet", label: "Expired" },
};

const columns: readonly Column<Invitation>[] = [
  {
    id: "for",
    header: "For",
    cell: ({ recipient, kind }) => (
      <span className="flex items-center gap-2">
        <span className="truncate font-medium">{recipient}</span>
        {kind === "password-reset" && <Badge>New password</Badge>}
      </span>
    ),
  },
  {
    id: "grants",
    header: "Roles and groups",
    width: "w-52",
    wideOnly: true,
    cell: ({ roles, groups }) =>
      roles.length + groups.length === 0 ? <NoValue meaning="None" /> : <Names names={[...roles.map(roleName), ...groups]} most={2} />,
  },
  { id: "state", header: "State", width: "w-24", cell: ({ state }) => <Badge tone={states[state].tone}>{states[state].label}</Badge> },
  {
    id: "by",
    header: "By",
    width: "w-36",
    wideOnly: true,
    cell: ({ createdBy }) => <span className="block max-w-32 truncate">{createdBy}</span>,
  },
  { id: "made", header: "Made", align: "end", width: "w-28", wideOnly: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
  {
    id: "expires",
    header: "Expires",
    align: "end",
    width: "w-28",
    wideOnly: true,
    cell: ({ expiresAt, state }) => (state === "open" ? <RelativeTime at={expiresAt} /> : <NoValue />),
  },
];

function revokeColumn(onRevoke: (invitation: Invitation) => void): Column<Invitation> {
  return {
    id: "actions",
    header: <span className="sr-only">Actions</span>,
    align: "end",
    width: "w-12",
    cell: (invitation) =>
      invitation.state === "open" && (
        <IconButton
          size="sm"
          label={`Revoke the link for ${invitation.recipient}`}
          icon={<Ban aria-hidden />}
          onClick={() => onRevoke(invitation)}
        />
      ),
  };
}
