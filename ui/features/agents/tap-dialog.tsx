import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useId, useState } from "react";
import { startTap } from "#schema/contract/taps";
import type { Agent } from "#ui/features/agents/queries/agents.ts";
import { tapsQuery } from "#ui/features/agents/queries/taps.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input, Select } from "#ui/design/input.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

interface TapDialogProps {
  readonly agent: Agent;
  readonly onClose: () => void;
}

const numbers = [
  { name: "leaseSeconds", label: "Ends by itself after (seconds)", min: 10, max: 3_600 },
  { name: "maxRate", label: "At most per second", min: 1, max: 100 },
  { name: "maxCount", label: "At most in all", min: 1, max: 10_000 },
] as const;

/** What to record, and how much of it at most. */
export function TapDialog({ agent, onClose }: TapDialogProps) {
  const form = useId();
  const [route, setRoute] = useState(agent.routes[0]?.route ?? "");
  const [texts, setTexts] = useState({ node: "", filter: "", reason: "" });
  const [limits, setLimits] = useState({ leaseSeconds: 300, maxRate: 10, maxCount: 100 });
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: () => request(startTap, { params: { id: agent.id }, body: { route, ...texts, ...limits } }),
    onSuccess: () => {
      toast.good(`Whole messages of ${route} are recorded until the lease ends.`);
      void client.invalidateQueries({ queryKey: tapsQuery(agent.id).queryKey });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate();
  };
  const text = (name: keyof typeof texts, label: string, hint?: string) => (
    <Field label={label} hint={hint}>
      {(control) => (
        <Input {...control} maxLength={256} value={texts[name]} onChange={(event) => setTexts({ ...texts, [name]: event.target.value })} />
      )}
    </Field>
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title="Tap a route"
      description={`In ${agent.app} in ${agent.environment}, instance ${agent.instance}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={start.isPending} disabled={route === ""}>
            Start the tap
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Route">
          {(control) => (
            <Select {...control} data-autofocus value={route} onChange={(event) => setRoute(event.target.value)}>
              {agent.routes.map(({ route: name }) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
        </Field>
        {text("node", "Processor", "Its id in the route; empty for all of them.")}
        {text("filter", "Only messages that match", "In Camel's simple language, for example ${header.channel} == 'web'.")}
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
          {numbers.map(({ name, label, min, max }) => (
            <Field key={name} label={label} className="justify-end">
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  required
                  min={min}
                  max={max}
                  value={limits[name]}
                  onChange={(event) => setLimits({ ...limits, [name]: event.target.valueAsNumber })}
                />
              )}
            </Field>
          ))}
        </div>
        <Callout tone="info">Bodies and headers are recorded as they are, but for what the agent masks. They show under Messages.</Callout>
        {text("reason", "Reason", "Kept in the audit log and sent along with the command.")}
      </form>
    </Dialog>
  );
}
