import { useNavigate } from "@tanstack/react-router";
import { deleteUser, endUserSessions, resetSecondFactor, updateUser } from "#schema/contract/users";
import { ConfirmDialog } from "#ui/features/people/confirm-dialog.tsx";
import type { UserDetail } from "#ui/features/people/queries/users.ts";
import { request } from "#ui/lib/api.ts";

export type Danger = "sign-out" | "second-factor" | "disable" | "enable" | "delete";

interface Wording {
  readonly title: (name: string) => string;
  readonly verb: string;
  readonly meaning: string;
  readonly done: (name: string) => string;
  readonly run: (id: string) => Promise<unknown>;
}

const dangers: Readonly<Record<Danger, Wording>> = {
  "sign-out": {
    title: (name) => `Sign ${name} out everywhere?`,
    verb: "Sign out",
    meaning: "Their browsers and tokens stop working within ten seconds. They can sign in again.",
    done: (name) => `${name} was signed out.`,
    run: (id) => request(endUserSessions, { params: { id } }),
  },
  "second-factor": {
    title: (name) => `Remove the second factor of ${name}?`,
    verb: "Remove",
    meaning: "Their password alone will do until they set up an authenticator app again. Make sure that it is them who asks.",
    done: (name) => `${name} has no second factor any more.`,
    run: (id) => request(resetSecondFactor, { params: { id } }),
  },
  disable: {
    title: (name) => `Disable ${name}?`,
    verb: "Disable",
    meaning:
      "Their sessions and tokens end within ten seconds, and they cannot sign in. Nothing of theirs is deleted; you can enable them again.",
    done: (name) => `${name} was disabled.`,
    run: (id) => request(updateUser, { params: { id }, body: { disabled: true } }),
  },
  enable: {
    title: (name) => `Enable ${name}?`,
    verb: "Enable",
    meaning: "They can sign in again, with the roles and groups they had.",
    done: (name) => `${name} was enabled.`,
    run: (id) => request(updateUser, { params: { id }, body: { disabled: false } }),
  },
  delete: {
    title: (name) => `Delete ${name}?`,
    verb: "Delete",
    meaning:
      "Their account, sessions and assignments are gone for good; the audit log keeps their name. Somebody who signs in through the identity provider comes back with their next sign-in: disable them instead.",
    done: (name) => `${name} was deleted.`,
    run: (id) => request(deleteUser, { params: { id } }),
  },
};

interface DangerDialogProps {
  readonly danger: Danger;
  readonly user: UserDetail;
  readonly onClose: () => void;
}

export function DangerDialog({ danger, user, onClose }: DangerDialogProps) {
  const navigate = useNavigate();
  const { title, verb, meaning, done, run } = dangers[danger];
  return (
    <ConfirmDialog
      title={title(user.username)}
      verb={verb}
      harmless={danger === "enable"}
      run={() => run(user.id)}
      done={done(user.username)}
      onDone={() => danger === "delete" && void navigate({ to: "/admin/users" })}
      onClose={onClose}
    >
      <p>{meaning}</p>
    </ConfirmDialog>
  );
}
