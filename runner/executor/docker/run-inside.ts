import type Docker from "dockerode";
import { text } from "node:stream/consumers";
import { EngineRefusal, refusalOf } from "./engine.ts";

const endWord = "cameleer: ended with";

/** Runs a script with the container's own shell; what it printed. */
export async function runInside(docker: Docker, id: string, script: string): Promise<string> {
  try {
    // With a terminal, what is printed comes as it is, without frames. The script tells its end itself, which spares asking the engine.
    const Cmd = ["/bin/sh", "-c", `${script}\necho "${endWord} $?"`];
    const exec = await docker.getContainer(id).exec({ Cmd, AttachStdout: true, AttachStderr: true, Tty: true });
    const printed = await text(await exec.start({ Tty: true }));
    const [output = "", status] = printed.split(`${endWord} `);
    if (status === undefined) throw new EngineRefusal(`the shell in it ended early: ${printed.slice(0, 200).trim()}`);
    if (status.trim() !== "0") throw new EngineRefusal(`the shell in it ended with ${status.trim()}`);
    return output;
  } catch (error) {
    throw refusalOf(error, "timeout", "nothing could be run in it");
  }
}
