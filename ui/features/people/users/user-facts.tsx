import { sources } from "#ui/features/people/look.tsx";
import type { UserDetail } from "#ui/features/people/queries/users.ts";
import { Fact, Facts } from "#ui/design/facts.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { RelativeTime } from "#ui/design/timestamp.tsx";

export function UserFacts({ user }: { readonly user: UserDetail }) {
  return (
    <Panel title="About">
      <div className="p-4">
        <Facts>
          <Fact name="Signs in with">{sources[user.source].label}</Fact>
          <Fact name="Second factor">{user.secondFactor ? "Authenticator app" : <NoValue meaning="None" />}</Fact>
          <Fact name="E-mail">{user.email || <NoValue />}</Fact>
          <Fact name="Last seen">{user.lastSignInAt === null ? "Never" : <RelativeTime at={user.lastSignInAt} />}</Fact>
          <Fact name={user.source === "external" ? "First seen" : "Added"}>
            <RelativeTime at={user.createdAt} />
          </Fact>
          {user.identities.map(({ issuer, subject }) => (
            <Fact key={`${issuer} ${subject}`} name="Identity">
              {subject} <span className="text-muted">at {issuer}</span>
            </Fact>
          ))}
        </Facts>
      </div>
    </Panel>
  );
}
