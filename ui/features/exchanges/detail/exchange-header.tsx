import { ChevronDown, ChevronUp, CornerLeftUp, GitFork, Link2 } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useNavigate } from "@tanstack/react-router";
import { Badge } from "#ui/design/badge.tsx";
import { CopyButton } from "#ui/design/copy-button.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Menu, MenuItem } from "#ui/design/menu.tsx";
import { Button } from "#ui/design/button.tsx";
import { StatusBadge } from "#ui/design/status-badge.tsx";
import { Timestamp } from "#ui/design/timestamp.tsx";
import { formatDuration } from "#ui/lib/format/duration.ts";
import { useHotkeys } from "#ui/lib/hotkeys/use-hotkeys.ts";
import { ExchangeLink } from "../exchange-link.tsx";
import { copyText } from "../hand-out.ts";
import { neighborsOf, rememberedSearch } from "../list/visited-list.ts";
import type { ExchangeDetail } from "../queries/exchange-detail.ts";

/** Who it is, how it went, where it belongs, and the way to its relatives and neighbors. */
export function ExchangeHeader({ exchange }: { readonly exchange: ExchangeDetail }) {
  const { route, app, environment, status, durationMicros, startTime, exchangeId, traceId, attributes, instance, fromUri, source } =
    exchange;
  return (
    <header className="border-b border-line bg-canvas px-4 pt-3 pb-3 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <nav aria-label="Breadcrumb" className="text-xs text-muted">
          <Link to="/exchanges" search={rememberedSearch()} className="hover:text-ink hover:underline">
            Exchanges
          </Link>
        </nav>
        <div className="ml-auto flex items-center gap-1">
          <Relatives exchange={exchange} />
          <IconButton
            size="sm"
            label="Copy link"
            keys="y"
            icon={<Link2 aria-hidden />}
            onClick={() => void copyText(window.location.href, "Link copied.")}
          />
          <Neighbors id={exchange.id} />
        </div>
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h1 className="min-w-0 text-xl font-semibold tracking-[-0.012em] break-words">{route}</h1>
        <StatusBadge status={status} />
        <span className="text-base font-medium tabular">{status === "running" ? "running" : formatDuration(durationMicros)}</span>
        {source !== "agent" && <Badge tone="info">{source === "otlp" ? "OpenTelemetry" : source}</Badge>}
      </div>
      <dl className="mt-2 flex flex-wrap items-center gap-x-5 gap-y-1 text-xs">
        <Item name="App">{app}</Item>
        <Item name="Environment">{environment}</Item>
        <Item name="Started">
          <Timestamp at={startTime} />
        </Item>
        <Item name="From">
          <span className="break-all">{fromUri}</span>
        </Item>
        <Item name="Instance">{instance}</Item>
        <Item name="Exchange" copy={exchangeId}>
          <code className="text-2xs break-all">{exchangeId}</code>
        </Item>
        {traceId !== "" && (
          <Item name="Trace" copy={traceId}>
            <code className="text-2xs break-all">{traceId}</code>
          </Item>
        )}
        {Object.entries(attributes).map(([name, value]) => (
          <Item key={name} name={name} copy={value}>
            <span className="font-medium break-all">{value}</span>
          </Item>
        ))}
      </dl>
    </header>
  );
}

interface ItemProps {
  readonly name: string;
  readonly copy?: string;
  readonly children: ReactNode;
}

function Item({ name, copy, children }: ItemProps) {
  return (
    <div className="flex min-h-6 min-w-0 items-center gap-1.5">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="flex min-w-0 items-center">
        {children}
        {copy !== undefined && <CopyButton text={copy} label={`Copy ${name.toLowerCase()}`} className="-my-1" />}
      </dd>
    </div>
  );
}

/** The exchanges above and below in the list one came from. */
function Neighbors({ id }: { readonly id: string }) {
  const navigate = useNavigate();
  const { newer, older } = neighborsOf(id);
  const go = (to: typeof newer) =>
    to && void navigate({ to: "/exchanges/$id", params: { id: to.id }, search: (old) => ({ tab: old.tab, at: to.startTime }) });
  useHotkeys([
    { keys: "k", label: "Previous exchange of the list", group: "Lists", run: () => go(newer) },
    { keys: "j", label: "Next exchange of the list", group: "Lists", run: () => go(older) },
    { keys: "y", label: "Copy the link", group: "Lists", run: () => void copyText(window.location.href, "Link copied.") },
  ]);
  if (newer === undefined && older === undefined) return null;
  return (
    <div role="group" aria-label="Neighbors in the list" className="flex">
      <IconButton
        size="sm"
        label="Previous in the list"
        keys="k"
        disabled={newer === undefined}
        icon={<ChevronUp aria-hidden />}
        onClick={() => go(newer)}
      />
      <IconButton
        size="sm"
        label="Next in the list"
        keys="j"
        disabled={older === undefined}
        icon={<ChevronDown aria-hidden />}
        onClick={() => go(older)}
      />
    </div>
  );
}

function Relatives({ exchange: { parent, children } }: { readonly exchange: ExchangeDetail }) {
  const navigate = useNavigate();
  return (
    <>
      {parent !== null && (
        <ExchangeLink exchange={parent} className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-xs text-muted hover:bg-hover">
          <CornerLeftUp aria-hidden className="size-3.5" />
          <span className="max-w-40 truncate">
            from <span className="font-medium text-ink">{parent.route}</span>
          </span>
        </ExchangeLink>
      )}
      {children.length > 0 && (
        <Menu
          label="Exchanges it started"
          placement="bottom-end"
          className="max-w-96 min-w-56"
          trigger={(trigger) => (
            <Button {...trigger} size="sm" variant="ghost" icon={<GitFork aria-hidden className="size-3.5" />}>
              Started {children.length}
            </Button>
          )}
        >
          {(close) =>
            children.map((child) => (
              <MenuItem
                key={child.id}
                onSelect={() => {
                  close();
                  void navigate({ to: "/exchanges/$id", params: { id: child.id }, search: { at: child.startTime } });
                }}
              >
                <span className="flex items-center gap-2">
                  <StatusBadge status={child.status} />
                  <span className="truncate">{child.route}</span>
                  <span className="text-xs text-muted">{child.app}</span>
                </span>
              </MenuItem>
            ))
          }
        </Menu>
      )}
    </>
  );
}
