import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { DeleteAppDialog } from "#ui/features/apps/delete-app-dialog.tsx";
import { EditAppDialog } from "#ui/features/apps/edit-app-dialog.tsx";
import type { App } from "#ui/features/apps/queries/apps.ts";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Menu, MenuItem } from "#ui/design/menu.tsx";

/** What can be done with an app as a whole. */
export function AppActions({ app }: { readonly app: App }) {
  const [asked, setAsked] = useState<"edit" | "delete">();
  const done = () => setAsked(undefined);
  return (
    <>
      <Menu
        label="App actions"
        placement="bottom-end"
        trigger={(trigger) => <IconButton {...trigger} label="App actions" icon={<EllipsisVertical aria-hidden />} />}
      >
        {(close) => (
          <>
            <MenuItem icon={<Pencil aria-hidden />} onSelect={() => (close(), setAsked("edit"))}>
              Edit…
            </MenuItem>
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => (close(), setAsked("delete"))}>
              Delete…
            </MenuItem>
          </>
        )}
      </Menu>
      {asked === "edit" && <EditAppDialog app={app} onClose={done} />}
      {asked === "delete" && <DeleteAppDialog app={app} onClose={done} />}
    </>
  );
}
