import * as contract from "#schema/contract/container-logs";
import { putRunnerLogs as putRunnerLogsEndpoint } from "#schema/contract/runner-protocol";
import { listContainerLogs } from "#server/features/container-logs/list-container-logs";
import { putRunnerLogs } from "#server/features/container-logs/put-runner-logs";
import { streamContainerLogs } from "#server/features/container-logs/stream-container-logs";
import { withRuntime } from "#server/features/runners/index";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function containerLogsRoutes(kernel: Kernel): void {
  serve(kernel, putRunnerLogsEndpoint, putRunnerLogs);
  serve(kernel, contract.listContainerLogs, withRuntime(listContainerLogs));
  serve(kernel, contract.streamContainerLogs, withRuntime(streamContainerLogs));
}
