/** Search parameters are plain text in the URL: nothing is quoted, what is empty is left out. */
export function readSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function writeSearch(search: Record<string, unknown>): string {
  const parameters = Object.entries(search).flatMap(([name, value]) =>
    value === undefined || value === null || value === "" ? [] : [`${encodeURIComponent(name)}=${readable(String(value))}`],
  );
  return parameters.length === 0 ? "" : `?${parameters.join("&")}`;
}

/** Colons, commas and slashes are allowed in a query and keep links legible. */
function readable(value: string): string {
  return encodeURIComponent(value).replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%2F/g, "/").replace(/%40/g, "@");
}
