import type { ReactNode } from "react";
import { sources } from "#ui/features/people/look.tsx";
import type { UserDetail } from "#ui/features/people/queries/users.ts";
import { NoValue } from "#ui/design/no-value.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";

/** What is known of somebody, besides what they may do. */
export function UserFacts({ user }: { readonly user: UserDetail }) {
  return (
    <Panel>
      <dl className="flex flex-wrap gap-x-10 gap-y-3 px-4 py-3 text-sm">
        <Known name="Signs in with">{sources[user.source].label}</Known>
        <Known name="Second factor">{user.secondFactor ? "Authenticator app" : "None"}</Known>
        <Known name="E-mail">{user.email || <NoValue />}</Known>
        <Known name="Last seen">{user.lastSignInAt === null ? "Never" : <RelativeTime at={user.lastSignInAt} />}</Known>
        <Known name={user.source === "external" ? "First seen" : "Added"}>
          <RelativeTime at={user.createdAt} />
        </Known>
        {user.identities.map(({ issuer, subject }) => (
          <Known key={`${issuer} ${subject}`} name={`Identity at ${issuer}`}>
            <span className="break-all">{subject}</span>
          </Known>
        ))}
      </dl>
    </Panel>
  );
}

function Known({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
