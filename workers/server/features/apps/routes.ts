import * as settings from "#schema/contract/app-settings";
import * as contract from "#schema/contract/apps";
import { createApp } from "#server/features/apps/create-app";
import { deleteApp } from "#server/features/apps/delete-app";
import { deleteAppSecret } from "#server/features/apps/delete-app-secret";
import { getApp } from "#server/features/apps/get-app";
import { getAppSettings } from "#server/features/apps/get-app-settings";
import { listAppSecrets } from "#server/features/apps/list-app-secrets";
import { listAppSettingsVersions } from "#server/features/apps/list-app-settings-versions";
import { listApps } from "#server/features/apps/list-apps";
import { putAppSecret } from "#server/features/apps/put-app-secret";
import { putAppSettings } from "#server/features/apps/put-app-settings";
import { updateApp } from "#server/features/apps/update-app";
import { withRuntime } from "#server/features/runners/index";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function appsRoutes(kernel: Kernel): void {
  serve(kernel, contract.listApps, withRuntime(listApps));
  serve(kernel, contract.createApp, withRuntime(createApp));
  serve(kernel, contract.getApp, withRuntime(getApp));
  serve(kernel, contract.updateApp, withRuntime(updateApp));
  serve(kernel, contract.deleteApp, withRuntime(deleteApp));
  serve(kernel, settings.getAppSettings, withRuntime(getAppSettings));
  serve(kernel, settings.putAppSettings, withRuntime(putAppSettings));
  serve(kernel, settings.listAppSettingsVersions, withRuntime(listAppSettingsVersions));
  serve(kernel, settings.listAppSecrets, withRuntime(listAppSecrets));
  serve(kernel, settings.putAppSecret, withRuntime(putAppSecret));
  serve(kernel, settings.deleteAppSecret, withRuntime(deleteAppSecret));
}
