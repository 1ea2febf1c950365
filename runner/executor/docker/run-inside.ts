import type Docker from "dockerode";
import { text } from "node:stream/consumers";
import { EngineRefusal, refusalOf } from "./engine.ts";

/** Runs a script with the container's own shell; what it printed. */
export async function runInside(docker: Docker, id: string, script: string): Promise<string> {
  try {
    // With a terminal, what is printed comes as it is, without frames.
    const exec = await docker.getContainer(id).exec({ Cmd: ["/bin/sh", "-c", script], AttachStdout: true, AttachStderr: true, Tty: true });
    const output = await text(await exec.start({ Tty: true }));
    const { ExitCode } = await exec.inspect();
    if (ExitCode !== 0) throw new EngineRefusal(`the shell in it ended with ${ExitCode}`);
    return output;
  } catch (error) {
    throw refusalOf(error, "timeout", "nothing could be run in it");
  }
}
