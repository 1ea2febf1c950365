import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Navigate } from "@tanstack/react-router";
import { PasswordForm } from "#ui/features/sign-in/password-form.tsx";
import { ProviderButton } from "#ui/features/sign-in/provider-button.tsx";
import { RefusedSignIn } from "#ui/features/sign-in/refused-sign-in.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { FrontDoor } from "#ui/design/front-door.tsx";
import { capabilitiesQuery } from "#ui/lib/capabilities.ts";
import { safeReturn } from "#ui/lib/safe-return.ts";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const { back, expired, refused } = route.useSearch();
  const { data: capabilities } = useQuery(capabilitiesQuery);
  if (capabilities?.setupNeeded === true) return <Navigate to="/setup" />;
  const localLogin = capabilities?.localLogin !== false;
  const label = capabilities?.oidcLabel ?? null;
  return (
    <FrontDoor title="Sign in" description="See every exchange of your Camel routes.">
      {refused !== undefined && <RefusedSignIn reason={refused} />}
      {expired !== undefined && refused === undefined && (
        <Callout tone="info" className="mb-5">
          Your session has ended. Sign in to go on where you were.
        </Callout>
      )}
      {label !== null && <ProviderButton label={label} back={safeReturn(back)} only={!localLogin} />}
      {label !== null && localLogin && <Or />}
      {localLogin && <PasswordForm />}
      {label === null && !localLogin && (
        <Callout tone="warn">Nobody can sign in with a browser here; programs call the API with the provider's tokens.</Callout>
      )}
    </FrontDoor>
  );
}

function Or() {
  return (
    <div className="my-5 flex items-center gap-3 text-xs text-faint before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
      or with a password
    </div>
  );
}
