import { Button } from "#ui/design/button.tsx";

interface LoadOlderProps {
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}

/** At the end of a list that comes in pages. */
export function LoadOlder({ query }: LoadOlderProps) {
  if (!query.hasNextPage) return null;
  return (
    <div className="flex justify-center border-t border-line p-3">
      <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        Load older
      </Button>
    </div>
  );
}
