import type { ZoneOffset } from "#schema/contract/query/calendar";
import { utc } from "#schema/contract/query/calendar";
import type { Zone } from "#ui/lib/format/instant.ts";

const local: ZoneOffset = (epochMs) => -new Date(epochMs).getTimezoneOffset();

export function zoneOffset(zone: Zone): ZoneOffset {
  return zone === "utc" ? utc : local;
}
