import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Navigate } from "@tanstack/react-router";
import { PasswordForm } from "#ui/features/sign-in/password-form.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { FrontDoor } from "#ui/design/front-door.tsx";
import { capabilitiesQuery } from "#ui/lib/capabilities.ts";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const { expired } = route.useSearch();
  const capabilities = useQuery(capabilitiesQuery);
  if (capabilities.data?.setupNeeded === true) return <Navigate to="/setup" />;
  return (
    <FrontDoor title="Sign in" description="See every exchange of your Camel routes.">
      {expired !== undefined && (
        <Callout tone="info" className="mb-5">
          Your session has ended. Sign in to go on where you were.
        </Callout>
      )}
      {capabilities.data?.localLogin === false ? (
        <Callout tone="warn">Sign-in by password is switched off on this server. Ask your administrator how to sign in.</Callout>
      ) : (
        <PasswordForm />
      )}
    </FrontDoor>
  );
}
