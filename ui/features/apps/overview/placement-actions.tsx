import { ArrowUpToLine, CircleStop, EllipsisVertical, KeyRound, Play, RotateCw, Scaling, Trash2, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { useState } from "react";
import { ChangeDialog } from "#ui/features/apps/deploy/change-dialog.tsx";
import { PromoteDialog } from "#ui/features/apps/deploy/promote-dialog.tsx";
import { RollbackDialog } from "#ui/features/apps/deploy/rollback-dialog.tsx";
import { ScaleDialog } from "#ui/features/apps/deploy/scale-dialog.tsx";
import { RotateTokenDialog } from "#ui/features/apps/overview/rotate-token-dialog.tsx";
import type { App, Placement } from "#ui/features/apps/queries/apps.ts";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "#ui/design/menu.tsx";
import { useMay } from "#ui/lib/session.ts";

type Verb = "start" | "stop" | "restart" | "remove" | "scale" | "rollback" | "promote" | "rotate";

interface PlacementActionsProps {
  readonly app: App;
  readonly placement: Placement;
}

export function PlacementActions({ app, placement }: PlacementActionsProps) {
  const mayDeploy = useMay("deployments:write");
  const [asked, setAsked] = useState<Verb>();
  if (!mayDeploy) return null;
  const stopped = placement.desired.runState === "stopped";
  const done = () => setAsked(undefined);
  return (
    <>
      <Menu
        label={`Actions in ${placement.environment}`}
        placement="bottom-end"
        trigger={(trigger) => (
          <IconButton {...trigger} size="sm" label={`Actions in ${placement.environment}`} icon={<EllipsisVertical aria-hidden />} />
        )}
      >
        {(close) => {
          const item = (verb: Verb, label: string, icon: ReactNode) => (
            <MenuItem icon={icon} danger={verb === "remove"} onSelect={() => (close(), setAsked(verb))}>
              {label}…
            </MenuItem>
          );
          return (
            <>
              {stopped ? item("start", "Start", <Play aria-hidden />) : item("restart", "Restart", <RotateCw aria-hidden />)}
              {!stopped && item("stop", "Stop", <CircleStop aria-hidden />)}
              {item("scale", "Scale", <Scaling aria-hidden />)}
              {item("rollback", "Roll back", <Undo2 aria-hidden />)}
              {item("promote", "Promote", <ArrowUpToLine aria-hidden />)}
              {!stopped && app.kind === "app" && item("rotate", "Rotate telemetry token", <KeyRound aria-hidden />)}
              <MenuSeparator />
              {item("remove", "Remove", <Trash2 aria-hidden />)}
            </>
          );
        }}
      </Menu>
      {asked === "scale" && <ScaleDialog placement={placement} onClose={done} />}
      {asked === "rollback" && <RollbackDialog placement={placement} onClose={done} />}
      {asked === "rotate" && <RotateTokenDialog app={app} placement={placement} onClose={done} />}
      {asked === "promote" && <PromoteDialog app={app} placement={placement} onClose={done} />}
      {(asked === "start" || asked === "stop" || asked === "restart" || asked === "remove") && (
        <ChangeDialog verb={asked} app={app} placement={placement} onClose={done} />
      )}
    </>
  );
}
