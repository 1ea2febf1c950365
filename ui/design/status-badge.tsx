import type { ExchangeStatus } from "#schema/contract/fields";
import { Badge } from "#ui/design/badge.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { statusLooks, toneText } from "#ui/design/exchange-status.ts";

interface StatusProps {
  readonly status: ExchangeStatus;
}

/** Status as a filled chip. */
export function StatusBadge({ status }: StatusProps) {
  const look = statusLooks[status];
  return (
    <Badge tone={look.tone} icon={<look.icon aria-hidden />}>
      {look.word}
    </Badge>
  );
}

/** Status as icon and word without a background, for dense rows. */
export function StatusText({ status }: StatusProps) {
  const look = statusLooks[status];
  return (
    <span className={classNames("inline-flex items-center gap-1.5 whitespace-nowrap", toneText[look.tone])}>
      <look.icon aria-hidden className="size-3.5 shrink-0" />
      {look.word}
    </span>
  );
}
