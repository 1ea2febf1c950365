import { Ban, CircleCheck, EllipsisVertical, KeyRound, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { deleteServiceAccount, updateServiceAccount } from "#schema/contract/service-accounts";
import { ConfirmDialog } from "#ui/features/people/confirm-dialog.tsx";
import type { ServiceAccount } from "#ui/features/people/queries/service-accounts.ts";
import { AccountDialog } from "#ui/features/people/service-accounts/account-dialog.tsx";
import { KeyDialog } from "#ui/features/people/service-accounts/key-dialog.tsx";
import { KeyTable } from "#ui/features/people/service-accounts/key-table.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "#ui/design/menu.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { request } from "#ui/lib/api.ts";

interface AccountPanelProps {
  readonly account: ServiceAccount;
  readonly stale: boolean;
  readonly mayWrite: boolean;
}

type Doing = "key" | "edit" | "switch" | "delete";

/** One service account with its keys. */
export function AccountPanel({ account, stale, mayWrite }: AccountPanelProps) {
  const [doing, setDoing] = useState<Doing>();
  const done = () => setDoing(undefined);
  return (
    <Panel title={account.name} actions={mayWrite && <Actions account={account} onDo={setDoing} />}>
      {(account.description !== "" || account.disabled) && (
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 text-muted">
          {account.disabled && <Badge icon={<Ban aria-hidden />}>Disabled</Badge>}
          <p>{account.description}</p>
        </div>
      )}
      <KeyTable account={account} stale={stale} mayWrite={mayWrite} />
      {doing === "key" && <KeyDialog account={account} onClose={done} />}
      {doing === "edit" && <AccountDialog account={account} onClose={done} />}
      {doing === "switch" && <SwitchDialog account={account} onClose={done} />}
      {doing === "delete" && (
        <ConfirmDialog
          title={`Delete ${account.name}?`}
          verb="Delete"
          run={() => request(deleteServiceAccount, { params: { id: account.id } })}
          done={`${account.name} was deleted.`}
          onClose={done}
        >
          <p>Its keys go with it and stop working within ten seconds. The audit log keeps its name.</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}

function Actions({ account, onDo }: { readonly account: ServiceAccount; readonly onDo: (doing: Doing) => void }) {
  return (
    <span className="flex items-center gap-1">
      <Button size="sm" icon={<KeyRound aria-hidden className="size-3.5" />} onClick={() => onDo("key")}>
        New key
      </Button>
      <Menu
        label={`More for ${account.name}`}
        placement="bottom-end"
        trigger={(trigger) => (
          <IconButton {...trigger} size="sm" label={`More for ${account.name}`} icon={<EllipsisVertical aria-hidden />} />
        )}
      >
        {(close) => {
          const closing = (doing: Doing) => () => {
            close();
            onDo(doing);
          };
          return (
            <>
              <MenuItem icon={<Pencil aria-hidden />} onSelect={closing("edit")}>
                Edit…
              </MenuItem>
              <MenuItem icon={account.disabled ? <CircleCheck aria-hidden /> : <Ban aria-hidden />} onSelect={closing("switch")}>
                {account.disabled ? "Enable…" : "Disable…"}
              </MenuItem>
              <MenuSeparator />
              <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={closing("delete")}>
                Delete…
              </MenuItem>
            </>
          );
        }}
      </Menu>
    </span>
  );
}

function SwitchDialog({ account, onClose }: { readonly account: ServiceAccount; readonly onClose: () => void }) {
  const { id, name, disabled } = account;
  return (
    <ConfirmDialog
      title={disabled ? `Enable ${name}?` : `Disable ${name}?`}
      verb={disabled ? "Enable" : "Disable"}
      harmless={disabled}
      run={() => request(updateServiceAccount, { params: { id }, body: { disabled: !disabled } })}
      done={`${name} was ${disabled ? "enabled" : "disabled"}.`}
      onClose={onClose}
    >
      <p>
        {disabled
          ? "Its keys that are neither expired nor revoked work again."
          : "Its keys stop working within ten seconds, until you enable it again."}
      </p>
    </ConfirmDialog>
  );
}
