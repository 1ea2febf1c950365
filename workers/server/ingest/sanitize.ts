/** What stands where a secret stood; Camel itself writes it so. */
export const masked = "xxxxxx";

const secretName =
  "passw|passphrase|pwd|secret|token|api[-_.]?key|access[-_.]?key|private[-_.]?key|credential|authorization|signature|cookie";
const secretAttribute = new RegExp(secretName, "i");
const userInfo = /(:\/\/)[^/\s?#]*@/g;
/** `name=value` in a query, a command line or running text; a value in Camel's RAW(…) or RAW{…} may hold anything. */
const secretParameter = new RegExp(
  `((?:^|[?&;\\s"',({-])[\\w.%-]*(?:${secretName}|\\bsig\\b)[\\w.%-]*=)(?:RAW\\([^)]*\\)?|RAW\\{[^}]*\\}?|[^&;#\\s"',)}]*)`,
  "gi",
);

/** True for names of attributes, headers and parameters whose values must not be stored. */
export function isSecretName(name: string): boolean {
  return secretAttribute.test(name);
}

/** Masks user info in URIs and values of secret parameters, wherever in a text they stand. */
export function sanitizeText(text: string): string {
  const open = text.includes("://") ? text.replace(userInfo, `$1${masked}@`) : text;
  return open.includes("=") ? open.replace(secretParameter, `$1${masked}`) : open;
}

const keptParameters = /[?&](httpMethodRestrict=[^&#]*)/i;

/** The URI without its parameters, except those that tell two routes apart. Expects a sanitized URI. */
export function baseUri(uri: string): string {
  const question = uri.indexOf("?");
  if (question < 0) return uri;
  const kept = keptParameters.exec(uri);
  return kept === null ? uri.slice(0, question) : `${uri.slice(0, question)}?${kept[1]}`;
}

export function schemeOf(uri: string): string {
  const colon = uri.indexOf(":");
  return colon < 0 ? "" : uri.slice(0, colon);
}
