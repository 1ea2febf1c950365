const shortestSecret = 6;

/** Takes the values of secrets out of every text that leaves the host. Shorter ones would tear holes into ordinary words. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const values = secrets.flatMap((value) => value.split("\n")).filter((value) => value.length >= shortestSecret);
  const longestFirst = [...new Set(values)].toSorted((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((redacted, value) => redacted.replaceAll(value, "[secret]"), text);
}
