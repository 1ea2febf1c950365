import { Outlet, useMatches } from "@tanstack/react-router";
import { useEffect } from "react";

/** Keeps the document's title in step with the page. */
export function RootPage() {
  const title = useMatches({ select: (matches) => matches.at(-1)?.staticData.title });
  useEffect(() => {
    document.title = title === undefined ? "Cameleer" : `${title} · Cameleer`;
  }, [title]);
  return <Outlet />;
}
