import { Button } from "#ui/design/button.tsx";

interface ListFooterProps {
  readonly more: boolean;
  readonly busy: boolean;
  readonly failed: boolean;
  readonly onMore: () => void;
}

/** Below the last row: older ones load when one comes near; the button is for the keyboard and for after an error. */
export function ListFooter({ more, busy, failed, onMore }: ListFooterProps) {
  return (
    <div className="sticky left-0 flex h-14 w-full max-w-[100cqw] items-center justify-center gap-3 text-xs text-muted">
      {failed && <span className="text-bad">Older exchanges could not be loaded.</span>}
      {more ? (
        <Button size="sm" busy={busy} onClick={onMore}>
          {failed ? "Try again" : "Load older"}
        </Button>
      ) : (
        "That is all in this time range."
      )}
    </div>
  );
}
