import { useMutation } from "@tanstack/react-query";
import { CircleCheck, OctagonX, TriangleAlert } from "lucide-react";
import { discoverProvider } from "#schema/contract/oidc";
import type { Discovery } from "#ui/features/identity-provider/queries/oidc.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { request } from "#ui/lib/api.ts";

const icons = {
  ok: <CircleCheck aria-label="Fits:" className="mt-0.5 size-4 shrink-0 text-good" />,
  warning: <TriangleAlert aria-label="Worth knowing:" className="mt-0.5 size-4 shrink-0 text-warn" />,
  failed: <OctagonX aria-label="Does not fit:" className="mt-0.5 size-4 shrink-0 text-bad" />,
} as const;

/** Reads what the provider publishes about itself and shows what fits. */
export function DiscoveryCheck({ issuer }: { readonly issuer: string }) {
  const check = useMutation({ mutationFn: () => request(discoverProvider, { body: { issuer: issuer.trim() } }), meta: { silent: true } });
  return (
    <div className="flex flex-col gap-3">
      <Button className="self-start" busy={check.isPending} disabled={issuer.trim() === ""} onClick={() => check.mutate()}>
        Check the issuer
      </Button>
      {check.error !== null && (
        <Callout tone="bad" urgent>
          {check.error.message}
        </Callout>
      )}
      {check.data !== undefined && <Checks checks={check.data.checks} />}
    </div>
  );
}

function Checks({ checks }: Pick<Discovery, "checks">) {
  return (
    <ul
      aria-label="What the issuer offers"
      className="grid gap-x-4 gap-y-1.5 rounded-md border border-line bg-sunken p-3 text-sm sm:grid-cols-2"
    >
      {checks.map(({ name, outcome, detail }) => (
        <li key={name} className="flex gap-2">
          {icons[outcome]}
          <span className="min-w-0 break-words">{detail}</span>
        </li>
      ))}
    </ul>
  );
}
