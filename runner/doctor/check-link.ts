import { askDaemon } from "../control/control-socket.ts";
import type { Config } from "../config.ts";
import { stateFolder } from "../disk/state-folder.ts";
import { readIdentity } from "../protocol/identity.ts";
import type { Link } from "../work/link.ts";
import { bad, doubtful, type Finding, good } from "./finding.ts";

interface Told {
  readonly talk: string;
  readonly lease: boolean;
  readonly link: Link;
  readonly doorBellTrouble: string;
}

/** What the daemon of this host says of its talk with the server. Only it knows which way gets through. */
export async function checkLink({ settings }: Config): Promise<Finding[]> {
  const folder = stateFolder(settings.stateDir);
  if ((await readIdentity(folder.identity)) === undefined) return [];
  const told = (await askDaemon(folder.controlSocket, "status").catch(() => undefined)) as Told | undefined;
  if (told === undefined) return [doubtful("daemon", "No daemon runs on this host.", "systemctl start cameleer-runner")];
  return [daemonOf(told), ...(told.talk === "open" && told.lease ? [linkOf(told)] : [])];
}

const again = "Run `cameleer-runner register --force` with a new token, if this host is to be a runner again.";
const ends: Readonly<Record<string, readonly [message: string, remedy: string]>> = {
  replaced: [
    "Another process with this runner's identity has taken over; the one here does nothing more.",
    "Find the copy of the state folder or the clone of the machine, stop one of the two, and register it anew.",
  ],
  revoked: ["This runner was revoked on the server. Its apps go on, unattended.", again],
  deleted: ["This runner was removed on the server. Its apps go on, unattended.", again],
};

function daemonOf({ talk, lease }: Told): Finding {
  const end = ends[talk];
  if (end !== undefined) return bad("daemon", ...end);
  if (talk === "open" && lease) return good("daemon", "running, and heard by the server");
  return doubtful("daemon", "The daemon runs, but has heard nothing from the server for a while.", "See the other findings.");
}

function linkOf({ link, doorBellTrouble }: Told): Finding {
  if (link === "websocket") return good("link", "WebSocket: changes arrive at once");
  if (link === "long-poll") {
    return doubtful(
      "link",
      `Long polls, since there is no WebSocket: ${doorBellTrouble}`,
      "Let the proxy pass `Upgrade: websocket`. Nothing is lost without it.",
    );
  }
  return doubtful(
    "link",
    `Polls every now and then, since long polls are cut off, and there is no WebSocket: ${doorBellTrouble}`,
    "Let the proxy wait for answers for 30 seconds, and pass `Upgrade: websocket`. Changes arrive late without it.",
  );
}
