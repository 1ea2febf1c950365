import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Ban, CirclePause, CirclePlay, EllipsisVertical, KeyRound, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useState } from "react";
import { deleteRunner, revokeRunner, rotateRunner, updateRunner } from "#schema/contract/runners";
import type { Runner } from "#ui/features/runners/queries/runners.ts";
import { runnersQuery } from "#ui/features/runners/queries/runners.ts";
import { Confirmation } from "#ui/design/confirmation.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Menu, MenuItem } from "#ui/design/menu.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";

type Verb = "drain" | "resume" | "rotate" | "revoke" | "delete";

interface Meaning {
  readonly title: (name: string) => string;
  readonly text: string;
  readonly label: string;
  readonly danger: boolean;
  readonly done: (name: string) => string;
  readonly run: (id: string) => Promise<unknown>;
}

const meanings: Readonly<Record<Verb, Meaning>> = {
  drain: {
    title: (name) => `Drain ${name}?`,
    text: "Its apps go on. It takes no new ones, until you resume it.",
    label: "Drain",
    danger: false,
    done: (name) => `${name} is draining.`,
    run: (id) => request(updateRunner, { params: { id }, body: { draining: true } }),
  },
  resume: {
    title: (name) => `Resume ${name}?`,
    text: "It takes new apps again.",
    label: "Resume",
    danger: false,
    done: (name) => `${name} takes apps again.`,
    run: (id) => request(updateRunner, { params: { id }, body: { draining: false } }),
  },
  rotate: {
    title: (name) => `New keys for ${name}?`,
    text: "The runner makes new keys at its next report; the old ones are good for another day.",
    label: "Rotate keys",
    danger: false,
    done: (name) => `${name} was asked to make new keys.`,
    run: (id) => request(rotateRunner, { params: { id } }),
  },
  revoke: {
    title: (name) => `Revoke ${name}?`,
    text: "It is let in no more, for good. Its apps go on running on the host, and nobody looks after them from here.",
    label: "Revoke",
    danger: true,
    done: (name) => `${name} was revoked.`,
    run: (id) => request(revokeRunner, { params: { id } }),
  },
  delete: {
    title: (name) => `Delete ${name}?`,
    text: "It goes from these pages, with what was placed on it. Remove or move its apps first, unless the host is gone.",
    label: "Delete",
    danger: true,
    done: (name) => `${name} was deleted.`,
    run: (id) => request(deleteRunner, { params: { id } }),
  },
};

export function RunnerActions({ runner }: { readonly runner: Runner }) {
  const [asked, setAsked] = useState<Verb>();
  const alive = runner.state !== "revoked";
  const item = (verb: Verb, icon: ReactNode, close: () => void) => (
    <MenuItem icon={icon} danger={meanings[verb].danger} onSelect={() => (close(), setAsked(verb))}>
      {meanings[verb].label}…
    </MenuItem>
  );
  return (
    <>
      <Menu
        label="Runner actions"
        placement="bottom-end"
        trigger={(trigger) => <IconButton {...trigger} label="Runner actions" icon={<EllipsisVertical aria-hidden />} />}
      >
        {(close) => (
          <>
            {alive && runner.state === "draining" && item("resume", <CirclePlay aria-hidden />, close)}
            {alive && runner.state !== "draining" && item("drain", <CirclePause aria-hidden />, close)}
            {alive && item("rotate", <KeyRound aria-hidden />, close)}
            {alive && item("revoke", <Ban aria-hidden />, close)}
            {item("delete", <Trash2 aria-hidden />, close)}
          </>
        )}
      </Menu>
      {asked !== undefined && <ActionDialog runner={runner} verb={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

interface ActionDialogProps {
  readonly runner: Runner;
  readonly verb: Verb;
  readonly onClose: () => void;
}

function ActionDialog({ runner, verb, onClose }: ActionDialogProps) {
  const meaning = meanings[verb];
  const client = useQueryClient();
  const navigate = useNavigate();
  const act = useMutation({
    mutationFn: () => meaning.run(runner.id),
    meta: { silent: true },
    onSuccess: async () => {
      if (verb === "delete") await navigate({ to: "/admin/runners" });
      await client.invalidateQueries({ queryKey: runnersQuery.queryKey });
      toast.good(meaning.done(runner.name));
      onClose();
    },
  });
  return (
    <Confirmation title={meaning.title(runner.name)} verb={meaning.label} harmless={!meaning.danger} change={act} onClose={onClose}>
      <p>{meaning.text}</p>
    </Confirmation>
  );
}
