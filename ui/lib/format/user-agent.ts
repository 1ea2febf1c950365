/** The first that fits: browsers name their ancestors, too. */
const programs: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg(A|iOS)?\//, "Edge"],
  [/\b(OPR|Opera)\//, "Opera"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/(Chrome|CriOS)\//, "Chrome"],
  [/\bVersion\/[\d.]+.*\bSafari\//, "Safari"],
  [/^curl\//, "curl"],
];

const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\b(iPhone|iPad)\b/, "iOS"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** `Firefox on Linux`; a program that is unknown stands for itself. */
export function describeUserAgent(userAgent: string): string {
  const find = (known: typeof programs): string | undefined => known.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = find(systems);
  const program = find(programs) ?? ownName(userAgent);
  return system === undefined ? program : `${program} on ${system}`;
}

/** What stands before the first blank, unless that is what every browser writes. */
function ownName(userAgent: string): string {
  const [name = ""] = userAgent.split(" ", 1);
  if (name === "") return "Unknown program";
  return name.startsWith("Mozilla/") ? "A browser" : name;
}
