import type { HealthCheck } from "../workload.ts";

/** While this file is there, the instance says that it is not healthy, and Traefik sends it no more requests. */
export const cordonMark = "/tmp/.cameleer-cordoned";
/** What the health check says of a cordoned instance. */
export const cordonWord = "cordoned";

/** Addresses under which Camel, Quarkus and Spring Boot tell whether they are ready. */
const knownReadiness = (port: number): readonly string[] => [
  "127.0.0.1:9876/observe/health/ready",
  `127.0.0.1:${port}/q/health/ready`,
  `127.0.0.1:${port}/actuator/health/readiness`,
];

/** Whichever of curl, wget and bash the image has. Prints status line, headers and body. */
const request = [
  "get() {",
  `  if command -v curl >/dev/null 2>&1; then curl -s -i -m 3 "http://$1"`,
  `  elif command -v wget >/dev/null 2>&1; then wget -S -O - -T 3 "http://$1" 2>&1`,
  `  else p=\${1#*:}; bash -c 'exec 3<>/dev/tcp/127.0.0.1/"$0" && printf "GET /%s HTTP/1.0\\r\\n\\r\\n" "$1" >&3 && cat <&3' "\${p%%/*}" "\${1#*/}" 2>/dev/null`,
  "  fi",
  "}",
  "status() {",
  `  out=$(get "$1" | head -c 600); code=\${out#*HTTP/[12].[01] }`,
  `  if [ "$code" = "$out" ]; then code=; else code=\${code%%[!0-9]*}; fi`,
  "}",
];

/**
 * The health check as a shell script. It needs `/bin/sh` in the image and one of curl, wget and bash, and nothing when neither path nor port is to
 * be asked. Its output ends up in the evidence: status and the beginning of the answer.
 */
export function healthCommand(health: HealthCheck, httpPort: number | null): string {
  const port = health.port ?? httpPort;
  const cordoned = `[ ! -e ${cordonMark} ] || { echo ${cordonWord}; exit 1; }`;
  if (port === null) return `${cordoned}; exit 0`;
  const ask = health.path === null ? askKnown(port) : [...askOne(`127.0.0.1:${port}${health.path}`), "exit 1"];
  return [cordoned, ...request, ...ask].join("\n");
}

function askOne(address: string): string[] {
  return [`status '${address.replaceAll("'", "%27")}'`, 'echo "$out"', 'case "$code" in 2??) exit 0;; esac'];
}

/** The first that exists decides; where none does, any answer from the port will do. */
function askKnown(port: number): string[] {
  const known = knownReadiness(port).flatMap((address) => [
    `status ${address}`,
    'case "$code" in 2??) echo "$out"; exit 0;; 5??) echo "$out"; exit 1;; esac',
  ]);
  return [...known, `status 127.0.0.1:${port}/`, 'echo "$out"', '[ -n "$code" ] && exit 0', "exit 1"];
}
