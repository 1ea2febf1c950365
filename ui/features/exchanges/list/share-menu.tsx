import { Braces, Clock, FileDown, FileSpreadsheet, Link2, Share, Terminal } from "lucide-react";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Menu, MenuHeading, MenuItem, MenuSeparator } from "#ui/design/menu.tsx";
import type { Range } from "#ui/lib/range/range.ts";
import { formatCount } from "#ui/lib/format/number.ts";
import type { ExchangeRow } from "../queries/list-exchanges.ts";
import { copyText, download } from "../hand-out.ts";
import { curlCommand } from "./curl.ts";
import { toCsv, toNdjson } from "./export-rows.ts";
import { linkWithRange } from "./list-link.ts";

interface ShareMenuProps {
  /** The picked rows, or all that are loaded. */
  readonly rows: readonly ExchangeRow[];
  readonly picked: boolean;
  readonly frozen: () => Range;
  readonly apiPath: string;
}

/** Handing the list on: as a link, as a file, as a command. */
export function ShareMenu({ rows, picked, frozen, apiPath }: ShareMenuProps) {
  const here = () => window.location.href;
  const what = `${formatCount(rows.length)} ${picked ? "picked" : "loaded"} ${rows.length === 1 ? "row" : "rows"}`;
  return (
    <Menu
      label="Share and export"
      placement="bottom-end"
      className="min-w-64"
      trigger={(trigger) => <IconButton {...trigger} size="sm" label="Share and export" icon={<Share aria-hidden />} />}
    >
      {(close) => {
        const item = (icon: typeof Link2, label: string, act: () => void) => {
          const Icon = icon;
          return (
            <MenuItem
              icon={<Icon aria-hidden />}
              onSelect={() => {
                act();
                close();
              }}
            >
              {label}
            </MenuItem>
          );
        };
        return (
          <>
            {item(
              Link2,
              "Copy link to exactly this",
              () => void copyText(linkWithRange(here(), frozen()), "Link copied; its time range is fixed."),
            )}
            {item(Clock, "Copy live link", () => void copyText(here(), "Link copied; its time range moves on."))}
            <MenuSeparator />
            <MenuHeading>{what}</MenuHeading>
            {item(FileSpreadsheet, "Download as CSV", () => download("exchanges.csv", "text/csv", toCsv(rows)))}
            {item(FileDown, "Download as NDJSON", () => download("exchanges.ndjson", "application/x-ndjson", toNdjson(rows)))}
            {item(Braces, "Copy as JSON", () => void copyText(JSON.stringify(rows, null, 2), `Copied ${what}.`))}
            <MenuSeparator />
            {item(
              Terminal,
              "Copy as cURL",
              () =>
                void copyText(
                  curlCommand(`${window.location.origin}${apiPath}`),
                  "Command copied; it reads the token from CAMELEER_TOKEN.",
                ),
            )}
          </>
        );
      }}
    </Menu>
  );
}
