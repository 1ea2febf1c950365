import { useQuery } from "@tanstack/react-query";
import { Ban, CircleCheck, EllipsisVertical, KeyRound, LogOut, Pencil, RotateCcwKey, Trash2 } from "lucide-react";
import { useState } from "react";
import { PasswordResetDialog } from "#ui/features/people/invitations/password-reset-dialog.tsx";
import type { UserDetail } from "#ui/features/people/queries/users.ts";
import { EditUserDialog } from "#ui/features/people/users/edit-user-dialog.tsx";
import type { Danger } from "#ui/features/people/users/user-dangers.tsx";
import { DangerDialog } from "#ui/features/people/users/user-dangers.tsx";
import { Button } from "#ui/design/button.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "#ui/design/menu.tsx";
import { capabilitiesQuery } from "#ui/lib/capabilities.ts";

type Doing = "edit" | "reset" | Danger;

/** What one can do with somebody. */
export function UserActions({ user }: { readonly user: UserDetail }) {
  const [doing, setDoing] = useState<Doing>();
  const { data: capabilities } = useQuery(capabilitiesQuery);
  const done = () => setDoing(undefined);
  return (
    <>
      <Button icon={<Pencil aria-hidden className="size-3.5" />} onClick={() => setDoing("edit")}>
        Edit
      </Button>
      <MoreActions user={user} passwords={capabilities?.passwordManagement === true} onDo={setDoing} />
      {doing === "edit" && <EditUserDialog user={user} passwords={capabilities?.passwordManagement === true} onClose={done} />}
      {doing === "reset" && <PasswordResetDialog user={user} onClose={done} />}
      {doing !== undefined && doing !== "edit" && doing !== "reset" && <DangerDialog danger={doing} user={user} onClose={done} />}
    </>
  );
}

interface MoreActionsProps {
  readonly user: UserDetail;
  /** Whether this server keeps passwords. */
  readonly passwords: boolean;
  readonly onDo: (doing: Exclude<Doing, "edit">) => void;
}

function MoreActions({ user, passwords, onDo }: MoreActionsProps) {
  return (
    <Menu
      label={`More for ${user.username}`}
      placement="bottom-end"
      trigger={(trigger) => <IconButton {...trigger} label={`More for ${user.username}`} icon={<EllipsisVertical aria-hidden />} />}
    >
      {(close) => {
        const closing = (doing: Exclude<Doing, "edit">) => () => {
          close();
          onDo(doing);
        };
        return (
          <>
            {passwords && user.source === "local" && (
              <MenuItem icon={<RotateCcwKey aria-hidden />} onSelect={closing("reset")}>
                New password by link…
              </MenuItem>
            )}
            <MenuItem icon={<LogOut aria-hidden />} onSelect={closing("sign-out")}>
              Sign out everywhere…
            </MenuItem>
            {user.secondFactor && (
              <MenuItem icon={<KeyRound aria-hidden />} onSelect={closing("second-factor")}>
                Remove second factor…
              </MenuItem>
            )}
            <MenuItem
              icon={user.disabled ? <CircleCheck aria-hidden /> : <Ban aria-hidden />}
              onSelect={closing(user.disabled ? "enable" : "disable")}
            >
              {user.disabled ? "Enable…" : "Disable…"}
            </MenuItem>
            <MenuSeparator />
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={closing("delete")}>
              Delete…
            </MenuItem>
          </>
        );
      }}
    </Menu>
  );
}
