/** The first that fits: browsers name their ancestors, too. */
const programs: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg(A|iOS)?\//, "Edge"],
  [/\b(OPR|Opera)\//, "Opera"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS)\//, "Chrome"],
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

/** `Firefox on Linux`; what is unknown stands for itself, up to its first blank. */
export function describeUserAgent(userAgent: string): string {
  const find = (known: typeof programs): string | undefined => known.find(([pattern]) => pattern.test(userAgent))?.[1];
  const program = find(programs) ?? userAgent.split(" ", 1)[0];
  const system = find(systems);
  if (program === undefined || program === "") return "Unknown program";
  return system === undefined ? program : `${program} on ${system}`;
}
