import { useQuery } from "@tanstack/react-query";
import { LogOut, MonitorOff, SquareTerminal, AppWindow } from "lucide-react";
import { useState } from "react";
import type { SignIn, UserDetail } from "#ui/features/people/queries/users.ts";
import { sessionsQuery } from "#ui/features/people/queries/users.ts";
import { DangerDialog } from "#ui/features/people/users/user-dangers.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { describeUserAgent } from "#ui/lib/format/user-agent.ts";

const columns: readonly Column<SignIn>[] = [
  { id: "where", header: "Where", cell: (session) => <Where session={session} /> },
  { id: "method", header: "By", width: "w-32", wideOnly: true, cell: ({ method }) => (method === "oidc" ? "Single sign-on" : "Password") },
  {
    id: "ip",
    header: "Address",
    width: "w-36",
    wideOnly: true,
    cell: ({ ip }) => (ip === "" ? <NoValue /> : <code className="text-xs">{ip}</code>),
  },
  { id: "seen", header: "Last used", align: "end", width: "w-28", cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
  { id: "since", header: "Since", align: "end", width: "w-28", wideOnly: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
];

/** Where somebody is signed in. */
export function UserSessions({ user, mayWrite }: { readonly user: UserDetail; readonly mayWrite: boolean }) {
  const query = useQuery(sessionsQuery(user.id));
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Loaded query={query} skeleton={<SkeletonRows rows={3} columns={4} />}>
        {({ items }, stale) => (
          <Panel
            title={items.length === 1 ? "1 session" : `${items.length} sessions`}
            actions={
              mayWrite &&
              items.length > 0 && (
                <Button size="sm" icon={<LogOut aria-hidden className="size-3.5" />} onClick={() => setAsking(true)}>
                  Sign out everywhere
                </Button>
              )
            }
          >
            {items.length === 0 ? (
              <EmptyState icon={MonitorOff} title="Not signed in anywhere" />
            ) : (
              <Table label="Sessions" columns={columns} rows={items} rowKey={({ id }) => id} stale={stale} />
            )}
          </Panel>
        )}
      </Loaded>
      {asking && <DangerDialog danger="sign-out" user={user} onClose={() => setAsking(false)} />}
    </>
  );
}

function Where({ session }: { readonly session: SignIn }) {
  const Icon = session.kind === "browser" ? AppWindow : SquareTerminal;
  return (
    <span className="flex max-w-96 items-center gap-2">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="truncate" data-tooltip={session.userAgent === "" ? undefined : session.userAgent}>
        {describeUserAgent(session.userAgent)}
      </span>
      {session.current && <Badge tone="accent">This one</Badge>}
    </span>
  );
}
