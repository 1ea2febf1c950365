/** How the server reaches this runner: it rings, it answers a sync that waits, or it is asked every now and then. */
export type Link = "websocket" | "long-poll" | "poll";

export interface LinkChoice {
  present(): Link;
  /** A sync got through. `waited`: it had asked to wait. */
  gotThrough(waited: boolean): void;
  /** One that waited did not. */
  cutOff(): void;
}

const strikesBeforePlainPolls = 3;
/** Then a long poll is tried again: what cut them off may be gone. */
const plainPollsInARow = 20;

/** The best way that is open. Proxies that break WebSockets leave long polls, and those that cut long answers off leave plain polls. */
export function newLinkChoice(isBellOpen: () => boolean): LinkChoice {
  let strikes = 0;
  let plainPolls = 0;
  const present = (): Link => (isBellOpen() ? "websocket" : strikes < strikesBeforePlainPolls ? "long-poll" : "poll");
  return {
    present,
    gotThrough(waited) {
      plainPolls = present() === "poll" ? plainPolls + 1 : 0;
      if (waited || plainPolls > plainPollsInARow) strikes = 0;
    },
    cutOff: () => void (strikes += 1),
  };
}
