import { memo } from "react";
import type { LogLine } from "#ui/features/apps/queries/logs.ts";
import { classNames } from "#ui/design/class-names.ts";
import { formatTime } from "#ui/lib/format/instant.ts";
import { formatBytes } from "#ui/lib/format/number.ts";
import { usePreferences } from "#ui/lib/preferences.ts";

/** Lines in their order, with the time and the instance that wrote them. */
export const LogLines = memo(function LogLines({ lines }: { readonly lines: readonly LogLine[] }) {
  const { zone } = usePreferences();
  return (
    <ol className="font-mono text-xs leading-5">
      {lines.map(({ id, at, stream, text, instance, droppedBytes }) => (
        <li key={id} className="flex gap-3 px-4 hover:bg-hover">
          <time dateTime={at} className="shrink-0 text-faint tabular" title={`${at} ${instance}`}>
            {formatTime(at, zone)}
          </time>
          <span
            className={classNames(
              "min-w-0 break-words whitespace-pre-wrap",
              stream === "stderr" && "text-bad",
              stream === "runner" && "text-accent",
            )}
          >
            {droppedBytes > 0 ? `— ${formatBytes(droppedBytes)} were dropped on the host: its spool was full —` : text}
          </span>
        </li>
      ))}
    </ol>
  );
});
