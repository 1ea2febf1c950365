import { useMatches, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { prefer, preferences } from "#ui/lib/preferences.ts";

const remembered = 8;

/** Says the page's name after a navigation, and remembers the page for the palette. */
export function PageAnnouncer() {
  const title = useMatches({ select: (matches) => matches.at(-1)?.staticData.title });
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    if (title === undefined || pathname.split("/").length < 3 || pathname.startsWith("/admin")) return;
    const page = { href: pathname, title: `${title} ${decodeURIComponent(pathname.split("/").at(-1) ?? "")}` };
    prefer({ recentPages: [page, ...preferences().recentPages.filter((recent) => recent.href !== pathname)].slice(0, remembered) });
  }, [pathname, title]);
  return (
    <p role="status" className="sr-only">
      {title}
    </p>
  );
}
