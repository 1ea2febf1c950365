import { ArrowDown, ArrowUp, EllipsisVertical, Pencil, ShieldCheck, Trash2 } from "lucide-react";
import type { Environment } from "#ui/features/environments/queries/environments.ts";
import { Badge } from "#ui/design/badge.tsx";
import { EnvironmentTag } from "#ui/design/environment-tag.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Menu, MenuItem } from "#ui/design/menu.tsx";

interface EnvironmentCardProps {
  readonly environment: Environment;
  /** Where its apps are promoted to. */
  readonly next: Environment | undefined;
  readonly onEdit?: () => void;
  readonly onDelete?: () => void;
  readonly onUp?: (() => void) | undefined;
  readonly onDown?: (() => void) | undefined;
}

export function EnvironmentCard({ environment, next, onEdit, onDelete, onUp, onDown }: EnvironmentCardProps) {
  const { name, displayName, apps } = environment;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="min-w-0 grow">
        <h2 className="flex flex-wrap items-center gap-2 font-medium">
          <EnvironmentTag name={name} />
          {displayName !== "" && <span className="font-normal text-muted">{displayName}</span>}
          {environment.protected && (
            <Badge tone="warn" icon={<ShieldCheck aria-hidden />}>
              Protected
            </Badge>
          )}
        </h2>
        <p className="mt-0.5 text-xs text-muted">
          {apps === 0 ? "Nothing is deployed here" : `${apps} ${apps === 1 ? "app" : "apps"} deployed`}
          {next !== undefined && ` · promoted to ${next.name}`}
        </p>
      </div>
      {onEdit && onDelete && (
        <div className="flex items-center gap-1">
          <IconButton size="sm" label={`Move ${name} up`} icon={<ArrowUp aria-hidden />} disabled={!onUp} onClick={() => onUp?.()} />
          <IconButton
            size="sm"
            label={`Move ${name} down`}
            icon={<ArrowDown aria-hidden />}
            disabled={!onDown}
            onClick={() => onDown?.()}
          />
          <Menu
            label={`Actions for ${name}`}
            placement="bottom-end"
            trigger={(trigger) => (
              <IconButton {...trigger} size="sm" label={`Actions for ${name}`} icon={<EllipsisVertical aria-hidden />} />
            )}
          >
            {(close) => (
              <>
                <MenuItem icon={<Pencil aria-hidden />} onSelect={() => (close(), onEdit())}>
                  Edit…
                </MenuItem>
                <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => (close(), onDelete())}>
                  Delete…
                </MenuItem>
              </>
            )}
          </Menu>
        </div>
      )}
    </li>
  );
}
