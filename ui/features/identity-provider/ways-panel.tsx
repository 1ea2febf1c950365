import { useQuery } from "@tanstack/react-query";
import { Check, Minus } from "lucide-react";
import { Panel } from "#ui/design/panel.tsx";
import { capabilitiesQuery } from "#ui/lib/capabilities.ts";

/** What follows from how the server is set up. */
export function WaysPanel() {
  const { data } = useQuery(capabilitiesQuery);
  if (data === undefined) return null;
  return (
    <Panel title="In force now">
      <ul className="flex flex-col gap-1.5 p-4 text-sm">
        <Way there={data.localLogin}>Sign-in with username and password</Way>
        <Way there={data.oidcLogin}>Sign-in through the identity provider</Way>
        <Way there={data.resourceServer}>The provider's tokens are accepted by the API</Way>
        <Way there={data.issuesUserTokens}>This server issues tokens to people</Way>
        {data.organization !== null && <Way there>Only for the organization {data.organization}</Way>}
      </ul>
    </Panel>
  );
}

function Way({ there, children }: { readonly there: boolean; readonly children: React.ReactNode }) {
  return (
    <li className={there ? "flex gap-2" : "flex gap-2 text-muted"}>
      {there ? (
        <Check aria-label="Yes:" className="mt-0.5 size-4 shrink-0 text-good" />
      ) : (
        <Minus aria-label="No:" className="mt-0.5 size-4 shrink-0" />
      )}
      <span>{children}</span>
    </li>
  );
}
