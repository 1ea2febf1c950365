import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import type { FormEvent } from "react";
import { useEffect, useState } from "react";
import type { Answer } from "#schema/contract/endpoint";
import { createEnrollment } from "#schema/contract/runners";
import { enrollmentQuery, runnersQuery } from "#ui/features/runners/queries/runners.ts";
import { Button, buttonClass } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input } from "#ui/design/input.tsx";
import { Snippet } from "#ui/design/snippet.tsx";
import { request } from "#ui/lib/api.ts";

type Enrollment = Answer<typeof createEnrollment>;

/** Names a runner, shows the one command that installs it, and waits until it is there. */
export function EnrollDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState("");
  const create = useMutation({
    mutationFn: () => request(createEnrollment, { body: { name: name.trim() } }),
    meta: { silent: true },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }
  if (create.data !== undefined) return <EnrollmentDialog enrollment={create.data} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add runner"
      description="A runner is a small program on a host with Docker. It fetches what to run from here."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="enroll" variant="primary" busy={create.isPending}>
            Make the command
          </Button>
        </>
      }
    >
      <form id="enroll" onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" hint="How the host is called on these pages.">
          {(control) => (
            <Input {...control} data-autofocus required maxLength={128} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        {create.error !== null && (
          <Callout tone="bad" urgent>
            {create.error.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}

function EnrollmentDialog({ enrollment, onClose }: { readonly enrollment: Enrollment; readonly onClose: () => void }) {
  const client = useQueryClient();
  const { data = enrollment } = useQuery(enrollmentQuery(enrollment.id));
  const arrived = data.state === "used";
  useEffect(() => {
    if (arrived) void client.invalidateQueries({ queryKey: runnersQuery.queryKey });
  }, [arrived, client]);
  return (
    <Dialog
      open
      onClose={onClose}
      size="md"
      title={`Add runner ${enrollment.name}`}
      description="Run this on a Linux host with Docker. It keeps the runner running with systemd where there is Node 22, else as a container. The token in it is good once, for an hour, and is not shown again."
      footer={<Button onClick={onClose}>{arrived ? "Done" : "Close"}</Button>}
    >
      <Snippet text={enrollment.command} label="Command to install the runner" wrap />
      {isOfThisMachine(enrollment.command) && (
        <Callout tone="warn" className="mt-4">
          The address in it is this machine's own, so it works here only. For other hosts, set CAMELEER_PUBLIC_URL on the server.
        </Callout>
      )}
      <div role="status" className="mt-4 rounded-lg border border-line bg-sunken px-4 py-3">
        {arrived ? (
          <div className="flex flex-wrap items-center gap-3">
            <CircleCheck aria-hidden className="size-5 text-good" />
            <span className="grow font-medium">{enrollment.name} is here.</span>
            {data.runnerId !== null && (
              <Link to="/admin/runners/$id" params={{ id: data.runnerId }} className={buttonClass({ variant: "primary" })}>
                Open the runner
              </Link>
            )}
          </div>
        ) : data.state === "expired" ? (
          "The token has expired. Close this and make another one."
        ) : (
          <div className="flex items-center gap-3">
            <span aria-hidden className="relative grid size-5 place-items-center">
              <span className="absolute size-2.5 animate-ping rounded-full bg-accent" />
              <span className="size-2.5 rounded-full bg-accent" />
            </span>
            <span>Waiting for the runner… This changes by itself. “cameleer-runner doctor” on the host says what is in the way.</span>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function isOfThisMachine(command: string): boolean {
  return /\/\/(localhost|127\.|\[::1\])/.test(command);
}
