import { Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
import { Header } from "#ui/app/shell/header.tsx";
import { Overlays } from "#ui/app/shell/overlays.tsx";
import { PageAnnouncer } from "#ui/app/shell/page-announcer.tsx";
import { Sidebar } from "#ui/app/shell/sidebar.tsx";
import { useShellHotkeys } from "#ui/app/shell/use-shell-hotkeys.ts";
import { classNames } from "#ui/design/class-names.ts";
import { environmentLook } from "#ui/design/environment-look.ts";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { useEnvironment } from "#ui/lib/use-environment.ts";

/** The frame around every page of a signed-in person. */
export function Shell() {
  const { environment } = useEnvironment();
  useShellHotkeys();
  return (
    <div className="grid h-dvh grid-cols-1 grid-rows-[auto_1fr] md:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className={classNames("col-span-full h-[3px]", environment === "" ? "bg-line" : environmentLook(environment).fill)} />
      <aside className="overflow-y-auto border-r border-line bg-sunken max-md:hidden">
        <Sidebar />
      </aside>
      <div className="flex min-h-0 min-w-0 flex-col">
        <Header />
        <main id="content" tabIndex={-1} className="min-h-0 grow scroll-pt-10 overflow-y-auto p-4 outline-none sm:p-5">
          <Suspense fallback={<SkeletonRows />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <PageAnnouncer />
      <Overlays />
    </div>
  );
}
