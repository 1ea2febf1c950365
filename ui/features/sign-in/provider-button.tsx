import { KeyRound } from "lucide-react";
import { buttonClass } from "#ui/design/button.tsx";

interface ProviderButtonProps {
  readonly label: string;
  readonly back: string;
  /** The only way in, or one of two. */
  readonly only: boolean;
}

/** Leads to the identity provider, which sends the browser back. */
export function ProviderButton({ label, back, only }: ProviderButtonProps) {
  return (
    <a
      href={`/api/v1/auth/oidc/login?${new URLSearchParams({ returnTo: back })}`}
      className={`${buttonClass({ variant: only ? "primary" : "plain", size: "lg" })} w-full`}
    >
      <KeyRound aria-hidden className="size-4" /> {label}
    </a>
  );
}
