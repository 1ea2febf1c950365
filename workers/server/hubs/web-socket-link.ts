import type { LinkFrame } from "#schema/protocol/v1/link";
import { linkReplacedCode, linkRevokedCode } from "#schema/protocol/v1/link";
import type { Link } from "#server/hubs/link";

/** A hibernatable WebSocket as a link; made anew from the socket each time the hub wakes. */
export function webSocketLink(socket: WebSocket): Link {
  const send = (frame: LinkFrame): boolean => {
    try {
      socket.send(JSON.stringify(frame));
      return true;
    } catch {
      return false;
    }
  };
  return {
    kind: "websocket",
    deliver: (commands) => commands.every(({ sequence, envelope }) => send({ type: "command.deliver", seq: sequence, envelope })),
    replace: () => {
      send({ type: "link.replaced" });
      socket.close(linkReplacedCode, "replaced by a newer link");
    },
    end: () => socket.close(linkRevokedCode, "this agent was revoked"),
  };
}
