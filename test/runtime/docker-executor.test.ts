import { describe } from "vitest";
import { dockerDriver } from "#runner/executor/docker/docker-driver";
import { executorContract } from "#runner/executor/executor.contract";
import { instanceExecutor } from "#runner/executor/instance-executor";
import { aDockerWorld } from "#test/runtime/docker-world";
import { engineStillToInstall } from "#test/runtime/needed-engine";

const behaviors = {
  first: { version: "first" },
  second: { version: "second" },
  broken: { version: "broken", exitAfterMs: 300, exitCode: 3 },
};

const missing = engineStillToInstall();

describe.skipIf(missing !== "")(`against a real Docker engine${missing}`, () => {
  executorContract("docker", async () => {
    const world = await aDockerWorld();
    const process = () => instanceExecutor("docker", dockerDriver(world.host), world.host.clock);
    return {
      executor: process(),
      restarted: process,
      workload: ({ app, ...change }) => world.workload(behaviors[app], change),
      loseInstance: async (id) => world.host.docker.getContainer(id).remove({ force: true }),
      dispose: () => world.dispose(),
    };
  });
});
