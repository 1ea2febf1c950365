import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Globe, LogOut, Terminal } from "lucide-react";
import { endOtherSessions, endOwnSession } from "#schema/contract/account";
import type { SignIn } from "#ui/features/account/queries/account.ts";
import { ownSessionsQuery } from "#ui/features/account/queries/account.ts";
import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Table } from "#ui/design/table.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { RelativeTime } from "#ui/design/timestamp.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";
import { describeUserAgent } from "#ui/lib/format/user-agent.ts";

/** Where one is signed in, and how to end it. */
export function SessionsPanel() {
  const query = useQuery(ownSessionsQuery);
  const end = useEnding(async (signIn: SignIn) => {
    await request(endOwnSession, { params: { id: signIn.id } });
    return "Signed out there.";
  });
  const endOthers = useEnding(async () => {
    await request(endOtherSessions, {});
    return "Signed out everywhere else.";
  });
  const others = query.data?.items.filter(({ current }) => !current).length ?? 0;
  return (
    <Panel
      title="Where you are signed in"
      actions={
        others > 0 && (
          <Button variant="ghost" size="sm" busy={endOthers.isPending} onClick={() => endOthers.mutate(undefined)}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      <Loaded query={query} skeleton={<SkeletonRows rows={2} columns={4} />}>
        {(data, stale) => <Table label="Sign-ins" columns={columns(end.mutate)} rows={data.items} rowKey={({ id }) => id} stale={stale} />}
      </Loaded>
    </Panel>
  );
}

/** Returns what to tell once it is done. */
function useEnding<Input>(run: (input: Input) => Promise<string>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async (done) => {
      await client.invalidateQueries({ queryKey: ownSessionsQuery.queryKey });
      toast.good(done);
    },
  });
}

function columns(end: (signIn: SignIn) => void): readonly Column<SignIn>[] {
  return [
    { id: "where", header: "With", cell: (signIn) => <Where signIn={signIn} /> },
    { id: "ip", header: "Address", width: "w-40", wideOnly: true, cell: ({ ip }) => <code className="text-xs">{ip}</code> },
    { id: "since", header: "Since", align: "end", width: "w-28", wideOnly: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    { id: "seen", header: "Last used", align: "end", width: "w-28", cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
    {
      id: "actions",
      header: <span className="sr-only">Actions</span>,
      align: "end",
      width: "w-12",
      cell: (signIn) =>
        !signIn.current && (
          <IconButton
            size="sm"
            label={`Sign out ${describeUserAgent(signIn.userAgent)}`}
            icon={<LogOut aria-hidden />}
            onClick={() => end(signIn)}
          />
        ),
    },
  ];
}

function Where({ signIn }: { readonly signIn: SignIn }) {
  const Icon = signIn.kind === "browser" ? Globe : Terminal;
  return (
    <span className="flex items-center gap-2">
      <Icon aria-label={signIn.kind === "browser" ? "Browser" : "API"} className="size-4 shrink-0 text-muted" />
      <span className="truncate" data-tooltip={signIn.userAgent === "" ? undefined : signIn.userAgent}>
        {describeUserAgent(signIn.userAgent)}
      </span>
      {signIn.current && <Badge tone="accent">This one</Badge>}
    </span>
  );
}
