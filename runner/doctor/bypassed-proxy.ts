/** Whether `NO_PROXY` says that an address is reached directly: `*`, names with what is below them, each with a port or without. */
export function bypassesProxy(noProxy: string, address: string): boolean {
  const { hostname, port, protocol } = new URL(address);
  const ownPort = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return noProxy
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      if (entry === "*") return true;
      const [, name = "", onlyPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      if (onlyPort !== undefined && onlyPort !== ownPort) return false;
      return hostname === name || hostname.endsWith(`.${name}`);
    });
}
