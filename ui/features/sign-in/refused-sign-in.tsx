import { Callout } from "#ui/design/callout.tsx";

const reasons: Readonly<Record<string, string>> = {
  cancelled: "You did not finish signing in at the identity provider.",
  invalid:
    "The identity provider's answer was not accepted. Try again; if it stays so, your administrator finds the reason in the server's log.",
  unreachable: "The identity provider does not answer right now. Try again in a moment.",
  organization: "You are not a member of this server's organization. Ask whoever runs it to add you.",
  "no-account": "Nobody has made an account here for you yet. Ask your administrator.",
  disabled: "Your account is disabled. Ask your administrator.",
  "last-administrator":
    "What the identity provider says of you would take the administrator's role away, and nobody else has it. Somebody has to make another administrator first.",
  limit: "The license allows no more users, so no account could be made for you. Ask your administrator.",
};

/** Why a sign-in at the identity provider did not sign in here. */
export function RefusedSignIn({ reason }: { readonly reason: string }) {
  return (
    <Callout tone="bad" urgent className="mb-5">
      {reasons[reason] ?? reasons["invalid"]}
    </Callout>
  );
}
