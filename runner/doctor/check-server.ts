import { fetch } from "undici";
import { systemClock } from "../clock.ts";
import type { Config } from "../config.ts";
import { errorCode } from "../disk/durable-file.ts";
import { stateFolder } from "../disk/state-folder.ts";
import { connect } from "../protocol/connection.ts";
import { readIdentity } from "../protocol/identity.ts";
import { bypassesProxy } from "./bypassed-proxy.ts";
import { bad, doubtful, type Finding, good } from "./finding.ts";

export interface ServerFindings {
  readonly findings: Finding[];
  /** Null when the server could not be asked. */
  readonly skewMs: number | null;
}

/** How the server is reached, and whether it is. */
export async function checkServer(config: Config): Promise<ServerFindings> {
  const { settings } = config;
  const url = settings.url || (await readIdentity(stateFolder(settings.stateDir).identity))?.url;
  if (url === undefined) return { findings: [doubtful("server", "No server is set.", "Pass --url, or register.")], skewMs: null };
  const { proxyUrl, findings: proxy } = proxyOf(settings, url);
  try {
    const connection = await connect({
      url,
      caFile: settings.caFile,
      clock: systemClock,
      proxy: { https: settings.httpsProxy, http: settings.httpProxy, none: settings.noProxy },
    });
    const asked = performance.now();
    const reply = await fetch(`${url}/api/v1/health`, { dispatcher: connection.dispatcher, signal: AbortSignal.timeout(10_000) });
    const tookMs = Math.round(performance.now() - asked);
    await reply.arrayBuffer();
    await connection.close();
    const date = Date.parse(reply.headers.get("date") ?? "");
    const skewMs = Number.isNaN(date) ? 0 : Date.now() - date;
    return { findings: [...proxy, answered(url, reply.status, tookMs)], skewMs };
  } catch (error) {
    const unreadable = errorCode(error) === "ENOENT" || errorCode(error) === "EACCES";
    if (unreadable)
      return {
        findings: [bad("ca", `${settings.caFile} cannot be read.`, "Set `caFile` to a PEM file that the runner's user may read.")],
        skewMs: null,
      };
    return { findings: [...proxy, unreached(url, error, proxyUrl)], skewMs: null };
  }
}

/** The proxy on the way to the server; an empty address when it is reached directly. */
function proxyOf(
  { httpsProxy, httpProxy, noProxy }: Config["settings"],
  url: string,
): { readonly proxyUrl: string; readonly findings: Finding[] } {
  const proxyUrl = url.startsWith("https:") ? httpsProxy : httpProxy;
  if (proxyUrl === "") return { proxyUrl, findings: [] };
  const shown = withoutPassword(proxyUrl);
  if (!bypassesProxy(noProxy, url)) return { proxyUrl, findings: [good("proxy", `through ${shown}`)] };
  return { proxyUrl: "", findings: [good("proxy", `not used for this server, which noProxy names (${noProxy}); otherwise ${shown}`)] };
}

function answered(url: string, status: number, tookMs: number): Finding {
  if (status < 400) return good("server", `${url} answered in ${tookMs} ms`);
  if (status === 407) return wantsCredentials();
  return doubtful("server", `${url} answered with status ${status}.`, "Check the address, and the server's own health page.");
}

function wantsCredentials(): Finding {
  return bad("server", "The proxy wants other credentials.", "Put them into the proxy's address: http://user:password@proxy:3128.");
}

const tlsCodes = [
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
];

/** The cause at the bottom of an error, which is where the network's own code is. */
export function unreached(url: string, error: unknown, proxyUrl: string): Finding {
  const code = deepestCode(error);
  const { hostname } = new URL(url);
  const through = proxyUrl === "" ? "" : ` through the proxy ${withoutPassword(proxyUrl)}`;
  if (/\b407\b/.test(wholeText(error))) return wantsCredentials();
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return bad("server", `${hostname} cannot be resolved.`, `Check the name and the DNS: getent hosts ${hostname}`);
  if (tlsCodes.includes(code)) {
    return bad(
      "server",
      `The certificate of ${hostname} is signed by somebody this host does not trust.`,
      "Set `caFile` (CAMELEER_CA_FILE) to your authority's PEM file.",
    );
  }
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    return bad("server", `The certificate of ${hostname} is not valid now.`, "Check this host's clock (timedatectl) and the certificate.");
  }
  if (code === "ECONNREFUSED")
    return bad(
      "server",
      `Nobody listens at ${url}${through}.`,
      proxyUrl === "" ? "Check the address and port, and that the server runs." : "Check the proxy's address and port.",
    );
  return bad(
    "server",
    `${url} could not be reached${through}: ${code}.`,
    "Check firewall and proxy: only outgoing connections to this address are needed.",
  );
}

function deepestCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause !== undefined) return deepestCode(cause);
  if (error instanceof AggregateError) return deepestCode(error.errors[0]);
  return errorCode(error) ?? (error instanceof Error ? error.message : String(error));
}

function wholeText(error: unknown): string {
  return error instanceof Error ? `${error.message} ${wholeText(error.cause)}` : "";
}

function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  if (url.password !== "") url.password = "***";
  return url.href.replace(/\/$/, "");
}

const toleratedSkewMs = 30_000;

export function checkClock(skewMs: number | null): Finding[] {
  if (skewMs === null) return [];
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  if (Math.abs(skewMs) < toleratedSkewMs) return [good("clock", `${seconds} s apart from the server's`)];
  const how = skewMs > 0 ? "ahead of" : "behind";
  return [bad("clock", `This host's clock is ${seconds} s ${how} the server's.`, "timedatectl set-ntp true")];
}
