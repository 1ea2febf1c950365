import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleSlash, CircleX, ClockAlert, Hourglass, MailCheck, Send, Terminal } from "lucide-react";
import { useState } from "react";
import { describeCommand } from "#ui/features/agents/command-catalog.ts";
import type { Command } from "#ui/features/agents/queries/commands.ts";
import { commandsQuery } from "#ui/features/agents/queries/commands.ts";
import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Fact, Facts } from "#ui/design/facts.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Snippet } from "#ui/design/snippet.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { RelativeTime, Timestamp } from "#ui/design/timestamp.tsx";
import { formatDuration } from "#ui/lib/format/duration.ts";

const looks = {
  pending: { word: "Waiting", tone: "info", icon: Hourglass },
  delivered: { word: "Delivered", tone: "info", icon: Send },
  received: { word: "Received", tone: "info", icon: MailCheck },
  done: { word: "Done", tone: "good", icon: CircleCheck },
  failed: { word: "Failed", tone: "bad", icon: CircleX },
  rejected: { word: "Rejected", tone: "warn", icon: CircleSlash },
  expired: { word: "Expired", tone: "quiet", icon: ClockAlert },
} as const;

export function CommandHistory({ agentId }: { readonly agentId: string }) {
  const query = useQuery(commandsQuery(agentId));
  const [opened, setOpened] = useState<Command>();
  const columns: readonly Column<Command>[] = [
    { id: "state", header: "State", width: "w-28", cell: ({ state }) => <CommandState state={state} /> },
    {
      id: "command",
      header: "Command",
      cell: (command) => (
        <Button variant="ghost" size="sm" className="-ml-2 text-ink!" onClick={() => setOpened(command)}>
          {labelOf(command)}
        </Button>
      ),
    },
    {
      id: "actor",
      header: "By",
      width: "w-32",
      wideOnly: true,
      cell: ({ actor }) => <span className="block max-w-32 truncate">{actor}</span>,
    },
    {
      id: "took",
      header: "Took",
      align: "end",
      width: "w-20",
      wideOnly: true,
      cell: ({ tookMs }) => (tookMs === null ? <NoValue /> : tookMs < 1 ? "< 1 ms" : formatDuration(tookMs * 1_000)),
    },
    { id: "sent", header: "Sent", align: "end", width: "w-28", cell: ({ issuedAt }) => <RelativeTime at={issuedAt} /> },
  ];
  return (
    <>
      <Loaded query={query} skeleton={<SkeletonRows rows={4} columns={4} />}>
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState icon={Terminal} title="No command was sent to this agent">
              Commands start and stop routes, change log levels, or look closer for a while. Each is signed and audited.
            </EmptyState>
          ) : (
            <Table label="Commands" columns={columns} rows={data.items} rowKey={(command) => command.id} onOpen={setOpened} />
          )
        }
      </Loaded>
      {opened !== undefined && <CommandDetail command={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function labelOf({ type, args }: Command): string {
  const subject = args["route"] ?? args["logger"];
  return `${describeCommand(type)?.label ?? type}${typeof subject === "string" ? `: ${subject}` : ""}`;
}

function CommandState({ state }: { readonly state: Command["state"] }) {
  const look = looks[state];
  return (
    <Badge tone={look.tone} icon={<look.icon aria-hidden />}>
      {look.word}
    </Badge>
  );
}

function CommandDetail({ command, onClose }: { readonly command: Command; readonly onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={labelOf(command)} size="md">
      <div className="flex flex-col gap-4">
        <Facts>
          <Fact name="State">
            <CommandState state={command.state} />
          </Fact>
          <Fact name="Sent by">{command.actor}</Fact>
          <Fact name="Sent at">
            <Timestamp at={command.issuedAt} />
          </Fact>
          <Fact name="Valid until">
            <Timestamp at={command.expiresAt} />
          </Fact>
          <Fact name="Reason">{command.reason || <NoValue meaning="None given" />}</Fact>
        </Facts>
        <Snippet title="Arguments" label="Copy arguments" text={JSON.stringify(command.args, null, 2)} />
        {command.result !== null && <Snippet title="Result" label="Copy result" text={JSON.stringify(command.result, null, 2)} />}
      </div>
    </Dialog>
  );
}
