import { useMatches, useRouter } from "@tanstack/react-router";
import { Menu as MenuIcon } from "lucide-react";
import { useEffect } from "react";
import { EnvironmentSwitcher } from "#ui/app/shell/environment-switcher.tsx";
import { RangeControls } from "#ui/app/shell/range-controls.tsx";
import { RefreshControl } from "#ui/app/shell/refresh-control.tsx";
import { Sidebar } from "#ui/app/shell/sidebar.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";

const drawerId = "navigation-drawer";

export function Header() {
  const telemetry = useMatches({ select: (matches) => matches.at(-1)?.staticData.telemetry === true });
  const router = useRouter();
  useEffect(() => router.subscribe("onBeforeLoad", () => document.getElementById(drawerId)?.hidePopover()), [router]);
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-canvas px-2 sm:gap-2 sm:px-4">
      <IconButton label="Navigation" icon={<MenuIcon aria-hidden />} popoverTarget={drawerId} className="md:hidden" />
      <div
        id={drawerId}
        popover="auto"
        className="fixed inset-y-0 left-0 h-full max-h-none w-64 border-r border-line bg-sunken shadow-float open:animate-fade-in md:hidden"
      >
        <Sidebar />
      </div>
      <EnvironmentSwitcher />
      <div className="grow" />
      {telemetry && <RangeControls />}
      <RefreshControl auto={telemetry} />
    </header>
  );
}
