/** The API call behind a list, for a shell. The token is left to the environment, so that the command can be shared. */
export function curlCommand(url: string): string {
  return `curl -H "Authorization: Bearer $CAMELEER_TOKEN" ${shellQuoted(url)}`;
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
