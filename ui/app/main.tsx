import "#ui/design/design.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { router } from "#ui/app/router.ts";
import { Toaster } from "#ui/design/toaster.tsx";
import { TooltipLayer } from "#ui/design/tooltip-layer.tsx";
import { listenForHotkeys } from "#ui/lib/hotkeys/use-hotkeys.ts";
import { onSignedOut, queryClient } from "#ui/lib/query-client.ts";
import { forgetSession } from "#ui/lib/session.ts";

listenForHotkeys();
onSignedOut(() => {
  const { href } = router.state.location;
  if (!forgetSession()) return;
  void router.navigate({ to: "/sign-in", search: { back: href, expired: "yes" } });
});

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Toaster />
        <TooltipLayer />
      </QueryClientProvider>
    </StrictMode>,
  );
}
