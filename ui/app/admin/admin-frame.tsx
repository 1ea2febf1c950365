import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { AdminChapter, AdminSection } from "#ui/app/admin/sections.ts";
import { adminChapters } from "#ui/app/admin/sections.ts";
import { useMay } from "#ui/lib/session.ts";

/** On a narrow screen the current page is scrolled into sight, with so much of the one before. */
const lookBackPx = 48;

/** The administration: its own navigation beside the page, or above it where the screen is narrow. */
export function AdminFrame() {
  const nav = useRef<HTMLElement>(null);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    const current = [...(nav.current?.querySelectorAll("a") ?? [])].find((link) => pathname.startsWith(link.pathname));
    if (current !== undefined) nav.current?.scrollTo({ left: current.offsetLeft - lookBackPx });
  }, [pathname]);
  return (
    <div className="flex flex-col gap-x-7 gap-y-4 lg:flex-row">
      <nav
        ref={nav}
        aria-label="Administration"
        className="relative -mx-1 shrink-0 overflow-x-auto px-1 lg:sticky lg:top-0 lg:w-40 lg:self-start"
      >
        <div className="flex gap-x-1 gap-y-4 max-lg:w-max max-lg:border-b max-lg:border-line max-lg:pb-2 lg:flex-col">
          {adminChapters.map((chapter) => (
            <Chapter key={chapter.title} chapter={chapter} />
          ))}
        </div>
      </nav>
      <div className="min-w-0 grow">
        <Outlet />
      </div>
    </div>
  );
}

function Chapter({ chapter }: { readonly chapter: AdminChapter }) {
  return (
    <div className="has-[ul:empty]:hidden">
      <h2 className="px-2 pb-1 text-2xs font-medium text-faint max-lg:sr-only">{chapter.title}</h2>
      <ul className="flex gap-px lg:flex-col">
        {chapter.sections.map((section) => (
          <SectionLink key={section.label} section={section} />
        ))}
      </ul>
    </div>
  );
}

function SectionLink({ section }: { readonly section: AdminSection }) {
  if (!useMay(section.needs)) return null;
  return (
    <li>
      <Link
        to={section.to}
        title={section.description}
        className="flex h-8 items-center gap-2 rounded-md px-2 font-medium whitespace-nowrap text-muted -outline-offset-2 hover:bg-hover hover:text-ink"
        activeProps={{ className: "bg-hover text-ink! [&>svg]:text-accent" }}
      >
        <section.icon aria-hidden className="size-4 shrink-0" />
        {section.label}
      </Link>
    </li>
  );
}
