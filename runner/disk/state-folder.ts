import path from "node:path";

/** Where the runner keeps what must outlive it. Everything is readable by its own user only. */
export interface StateFolder {
  readonly root: string;
  readonly identity: string;
  readonly keys: string;
  readonly nextKeys: string;
  readonly position: string;
  readonly apps: string;
  readonly outbox: string;
  readonly artifacts: string;
  readonly logs: string;
  readonly drainMark: string;
  readonly orders: string;
  readonly controlSocket: string;
}

export function stateFolder(root: string): StateFolder {
  const at = (name: string): string => path.join(root, name);
  return {
    root,
    identity: at("identity.json"),
    keys: at("keys.json"),
    nextKeys: at("keys.next.json"),
    position: at("position.json"),
    apps: at("apps"),
    outbox: at("outbox.json"),
    artifacts: at("artifacts"),
    logs: at("logs"),
    drainMark: at("drain.json"),
    orders: at("orders.json"),
    controlSocket: at("control.sock"),
  };
}
