import type { ReactNode } from "react";
import { ProblemPanel } from "#ui/design/problem-panel.tsx";

/** What is asked of a query, whether its answer comes at once or in pages. */
interface Query<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly isPlaceholderData: boolean;
  readonly isRefetchError: boolean;
  readonly refetch: () => Promise<unknown>;
}

interface LoadedProps<Data> {
  readonly query: Query<Data>;
  /** Has the final geometry. */
  readonly skeleton: ReactNode;
  /** `h1` where a problem would stand for the whole page. */
  readonly heading?: "h1" | "h2";
  readonly children: (data: Data, stale: boolean) => ReactNode;
}

/** One of: skeleton, problem with retry, content. Content that cannot be refreshed stays on screen, marked stale. */
export function Loaded<Data>({ query, skeleton, heading = "h2", children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data, query.isPlaceholderData || query.isRefetchError);
  if (query.error !== null)
    return <ProblemPanel heading={heading} error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
  return skeleton;
}
