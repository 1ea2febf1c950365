import { useMutation, useQueryClient } from "@tanstack/react-query";
import { sessionQuery } from "#ui/lib/session.ts";

interface Change<Input, Output> {
  readonly run: (input: Input) => Promise<Output>;
  readonly onDone?: (output: Output) => void;
  /** The place that asks shows what went wrong; otherwise a toast does. */
  readonly showsError?: boolean;
}

/** A change of who holds what: afterwards everything shown of people is asked anew, also what one may do oneself. */
export function useChange<Input, Output>({ run, onDone, showsError = false }: Change<Input, Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { silent: showsError },
    onSuccess: (output) => {
      onDone?.(output);
      void client.invalidateQueries({ queryKey: ["people"] });
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
}
