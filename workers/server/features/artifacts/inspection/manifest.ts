/** The main attributes of a JAR's manifest. Names are lower case; a line that begins with a space continues the one before. */
export function readManifest(text: string): ReadonlyMap<string, string> {
  const [main = ""] = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").split(/\n\n/, 1);
  const lines = main.replaceAll("\n ", "").split("\n");
  return new Map(
    lines.flatMap((line) => {
      const colon = line.indexOf(":");
      return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const];
    }),
  );
}
