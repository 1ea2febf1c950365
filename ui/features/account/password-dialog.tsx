import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { changePassword } from "#schema/contract/auth";
import { Problem } from "#schema/problems";
import { accountQuery } from "#ui/features/account/queries/account.ts";
import { Button } from "#ui/design/button.tsx";
import { Dialog } from "#ui/design/dialog.tsx";
import { Field } from "#ui/design/field.tsx";
import { PasswordInput } from "#ui/design/password-input.tsx";
import { toast } from "#ui/design/toast-store.ts";
import { request } from "#ui/lib/api.ts";
import { sessionQuery } from "#ui/lib/session.ts";

const formId = "change-password";

export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () => request(changePassword, { body: { current, next } }),
    meta: { silent: true },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: accountQuery.queryKey });
      toast.good("Password changed. Your other sessions have ended.");
      onClose();
    },
  });
  const wrong = change.error instanceof Problem && change.error.code === "invalid-credentials";

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate();
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Change password"
      description="You stay signed in here; every other session ends."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={change.isPending}>
            Change password
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <input type="text" name="username" autoComplete="username" value={session?.user.username ?? ""} readOnly hidden />
        <Field label="Current password" error={wrong ? "This is not your current password." : undefined}>
          {(control) => (
            <PasswordInput
              {...control}
              autoComplete="current-password"
              required
              data-autofocus
              value={current}
              onChange={(event) => setCurrent(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="New password"
          hint="At least 10 characters. A sentence is a good password."
          error={wrong ? undefined : change.error?.message}
        >
          {(control) => (
            <PasswordInput
              {...control}
              autoComplete="new-password"
              required
              minLength={10}
              value={next}
              onChange={(event) => setNext(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
