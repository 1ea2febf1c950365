import { Outlet } from "@tanstack/react-router";

export function Shell() {
  return (
    <main id="content" className="h-full overflow-y-auto p-6">
      <Outlet />
    </main>
  );
}
