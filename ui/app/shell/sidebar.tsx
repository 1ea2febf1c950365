import { Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import type { Destination } from "#ui/app/shell/navigation.ts";
import { navigation } from "#ui/app/shell/navigation.ts";
import { openOverlay } from "#ui/app/shell/overlay-store.ts";
import { UserMenu } from "#ui/app/shell/user-menu.tsx";
import { GuideReminder } from "#ui/features/setup-guide/guide-reminder.tsx";
import { Kbd } from "#ui/design/kbd.tsx";
import { Logo } from "#ui/design/logo.tsx";
import { useMayAny } from "#ui/lib/session.ts";

export function Sidebar() {
  return (
    <div className="flex min-h-full flex-col px-3 pt-3 pb-2">
      <Link to="/exchanges" className="flex h-8 items-center gap-2.5 rounded-md px-1">
        <Logo />
        <span className="text-base font-semibold tracking-[-0.015em]">Cameleer</span>
      </Link>
      <button
        type="button"
        onClick={() => openOverlay("palette")}
        className="mt-3 flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2 text-left text-muted shadow-raised hover:border-control hover:text-ink"
      >
        <Search aria-hidden className="size-3.5" />
        <span className="grow">Search…</span>
        <span className="max-md:hidden">
          <Kbd keys="$mod+K" />
        </span>
      </button>
      <nav aria-label="Main" className="mt-3 flex grow flex-col gap-4">
        {navigation.map((section) => (
          <NavigationSection key={section.title} title={section.title} destinations={section.destinations} />
        ))}
      </nav>
      <GuideReminder />
      <UserMenu />
    </div>
  );
}

function NavigationSection({ title, destinations }: { readonly title: string; readonly destinations: readonly Destination[] }) {
  return (
    <div className="has-[ul:empty]:hidden">
      <h2 className="px-2 pb-1 text-2xs font-medium text-faint">{title}</h2>
      <ul className="flex flex-col gap-px">
        {destinations.map((destination) => (
          <NavigationLink key={destination.to} destination={destination} />
        ))}
      </ul>
    </div>
  );
}

function NavigationLink({ destination }: { readonly destination: Destination }) {
  if (!useMayAny(destination.needs)) return null;
  return (
    <li>
      <Link
        to={destination.to}
        className="group flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-muted hover:bg-hover hover:text-ink"
        activeProps={{ className: "bg-surface! text-ink! shadow-raised ring-1 ring-line [&>svg]:text-accent" }}
      >
        <destination.icon aria-hidden className="size-4 shrink-0" />
        <span className="grow">{destination.label}</span>
        {destination.keys !== undefined && (
          <span aria-hidden className="opacity-0 transition-opacity group-hover:opacity-100 max-md:hidden">
            <Kbd keys={destination.keys} />
          </span>
        )}
      </Link>
    </li>
  );
}
