import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "#schema/problems";
import { toast } from "#ui/design/toast-store.ts";

const retryable = new Set(["store-unavailable", "rate-limited"]);

type Listener = () => void;
const signedOutListeners = new Set<Listener>();

/** Calls the listener when the server says that nobody is signed in any more. */
export function onSignedOut(listener: Listener): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

function noticeSignedOut(error: Error): void {
  if (error instanceof Problem && error.code === "unauthenticated") for (const listener of signedOutListeners) listener();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({
    onError: (...[error, , , mutation]) => {
      noticeSignedOut(error);
      if (mutation.meta?.["silent"] !== true) toast.bad(error.message, error instanceof Problem ? error.facts.requestId : undefined);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && error instanceof Problem && retryable.has(error.code),
      refetchOnWindowFocus: false,
    },
  },
});
