import { useNavigate, useSearch } from "@tanstack/react-router";

export interface ChosenEnvironment {
  /** Empty means all. */
  readonly environment: string;
  readonly choose: (environment: string) => void;
}

/** The environment the page is narrowed to: lives in the URL as `env`. */
export function useEnvironment(): ChosenEnvironment {
  const { env } = useSearch({ strict: false });
  const navigate = useNavigate();
  return {
    environment: env ?? "",
    choose: (environment) => void navigate({ to: ".", search: (old) => ({ ...old, env: environment === "" ? undefined : environment }) }),
  };
}
