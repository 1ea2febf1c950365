import { useMutation, useQueryClient } from "@tanstack/react-query";
import { accountQuery } from "#ui/features/account/queries/account.ts";

interface AccountChange<Input, Output> {
  readonly run: (input: Input) => Promise<Output>;
  readonly onDone: (output: Output) => void;
}

/** A change of one's own account whose dialog shows itself what went wrong; afterwards the account is asked for anew. */
export function useAccountChange<Input, Output>({ run, onDone }: AccountChange<Input, Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { silent: true },
    onSuccess: (output) => {
      void client.invalidateQueries({ queryKey: accountQuery.queryKey });
      onDone(output);
    },
  });
}
