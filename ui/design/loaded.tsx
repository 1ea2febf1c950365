import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemPanel } from "#ui/design/problem-panel.tsx";

interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** Has the final geometry. */
  readonly skeleton: ReactNode;
  readonly children: (data: Data, stale: boolean) => ReactNode;
}

/** One of: skeleton, problem with retry, content. Content that cannot be refreshed stays on screen, marked stale. */
export function Loaded<Data>({ query, skeleton, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data, query.isPlaceholderData || query.isRefetchError);
  if (query.error !== null) return <ProblemPanel error={query.error} busy={query.isFetching} onRetry={() => void query.refetch()} />;
  return skeleton;
}
