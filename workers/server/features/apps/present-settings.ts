import type { AppSettings } from "#schema/protocol/runner/v1/app-settings";
import { appSettings } from "#schema/protocol/runner/v1/app-settings";
import type { Place, SettingsRow } from "#server/features/apps/app-settings.store";
import { findSettings } from "#server/features/apps/app-settings.store";
import { isoOf } from "#server/platform/clock";
import type { Queries } from "#server/platform/database";

export interface VersionedSettings {
  readonly version: number;
  readonly settings: AppSettings;
  readonly changedAt: string | null;
  readonly changedBy: string;
}

/** Version 0 is what every app has before somebody writes settings. */
const untouched: VersionedSettings = { version: 0, settings: appSettings.parse({}), changedAt: null, changedBy: "" };

export async function presentSettings(db: Queries, place: Place): Promise<VersionedSettings> {
  const [newest] = await findSettings(db, place, 1);
  return newest === undefined ? untouched : shownSettings(newest);
}

/** Settings written by an earlier version of the server get the defaults of what has been added since. */
export function shownSettings({ version, settings, changedAt, changedBy }: SettingsRow): VersionedSettings {
  return { version, settings: appSettings.parse(settings), changedAt: isoOf(changedAt), changedBy };
}
