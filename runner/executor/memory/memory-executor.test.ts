import { executorContract } from "#runner/executor/executor.contract";
import { instanceExecutor } from "#runner/executor/instance-executor";
import { memoryDriver } from "#runner/executor/memory/memory-driver";
import { memoryHost } from "#runner/executor/memory/memory-host";
import { leapingClock } from "#test/runner/leaping-clock";
import { aWorkload, digestOf } from "#test/runner/workloads";

executorContract("memory", async () => {
  const host = memoryHost(leapingClock());
  host.behave(digestOf("broken"), { healthyAfterMs: null });
  const process = () => instanceExecutor("memory", memoryDriver(host), host.clock);
  return {
    executor: process(),
    restarted: process,
    workload: ({ app, ...change }) => aWorkload(app, change),
    loseInstance: async (id) => void host.instances.delete(id),
    dispose: async () => undefined,
  };
});
