import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { sendCommand } from "#schema/contract/agents";
import { ArgumentField } from "#ui/features/agents/argument-field.tsx";
import type { CommandDescription, CommandDraft } from "#ui/features/agents/command-catalog.ts";
import { argumentsOf, commandCatalog, describeCommand } from "#ui/features/agents/command-catalog.ts";
import { commandsQuery } from "#ui/features/agents/queries/commands.ts";
import type { Agent } from "#ui/features/agents/queries/agents.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input, Select } from "#ui/design/input.tsx";
import { isProduction } from "#ui/design/environment-look.ts";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface CommandDialogProps {
  readonly agent: Agent;
  readonly draft: CommandDraft;
  readonly onClose: () => void;
}

const formId = "send-command";
const groups = ["Routes", "Look closer", "Logs", "Process"] as const;

/** Says what a command will do before it is sent; in production what interrupts messages is confirmed by typing the app's name. */
export function CommandDialog({ agent, draft, onClose }: CommandDialogProps) {
  const [type, setType] = useState(draft.type);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(draft.route === undefined ? {} : { route: draft.route });
  const [reason, setReason] = useState("");
  const [confirmation, setConfirmation] = useState("");
  const description = describeCommand(type);
  const confirm = description?.disruptive === true && isProduction(agent.environment);
  const send = useSend(agent, onClose);
  if (description === undefined) return null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (description !== undefined) send.mutate({ description, args: argumentsOf(description, typed), reason });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Send command"
      description={`To ${agent.app} in ${agent.environment}, instance ${agent.instance}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            variant={description.disruptive ? "danger" : "primary"}
            busy={send.isPending}
            disabled={confirm && confirmation !== agent.app}
          >
            {description.label}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Command">
          {(control) => (
            <Select
              {...control}
              data-autofocus
              value={type}
              onChange={(event) => setType(commandCatalog.find((one) => one.type === event.target.value)?.type ?? type)}
            >
              {groups.map((group) => (
                <optgroup key={group} label={group}>
                  {commandCatalog
                    .filter((one) => one.group === group)
                    .map((one) => (
                      <option key={one.type} value={one.type}>
                        {one.label}
                      </option>
                    ))}
                </optgroup>
              ))}
            </Select>
          )}
        </Field>
        {description.arguments.map((argument) => (
          <ArgumentField
            key={`${type} ${argument.name}`}
            argument={argument}
            routes={agent.routes.map(({ route }) => route)}
            value={typed[argument.name] ?? argument.initial}
            onChange={(value) => setTyped({ ...typed, [argument.name]: value })}
          />
        ))}
        <Callout tone={description.disruptive ? "warn" : "info"}>
          {description.effect}
          {agent.link === "none" &&
            " The agent has no open link; it gets the command with its next heartbeat, if that comes within a minute."}
        </Callout>
        <Field label="Reason" hint="Kept in the audit log and sent along with the command.">
          {(control) => <Input {...control} maxLength={512} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        {confirm && (
          <Field label={`This is production. Type “${agent.app}” to confirm`}>
            {(control) => <Input {...control} value={confirmation} onChange={(event) => setConfirmation(event.target.value)} />}
          </Field>
        )}
      </form>
    </Dialog>
  );
}

interface Order {
  readonly description: CommandDescription;
  readonly args: Record<string, unknown>;
  readonly reason: string;
}

function useSend(agent: Agent, onSent: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ description, args, reason }: Order) =>
      request(sendCommand, { params: { id: agent.id }, body: { type: description.type, args, reason } }),
    onSuccess: (_command, { description }) => {
      toast.good(`${description.label}: sent. Its result appears under Commands.`);
      void client.invalidateQueries({ queryKey: commandsQuery(agent.id).queryKey });
      onSent();
    },
  });
}
