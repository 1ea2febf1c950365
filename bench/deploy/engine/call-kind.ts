/** What kind of call of the engine's API this is: method and path, without the version, what is asked and whose name it is. */
export function callKind(method: string, url: string): string {
  const { pathname } = new URL(url, "http://engine");
  const path = pathname
    .replace(/^\/v1\.\d+/, "")
    .replace(/^\/(containers|exec|networks)\/(?!json$|create$)[^/]+/, "/$1/:id")
    .replace(/^\/images\/(?!json$).+?(?=\/json$|$)/, "/images/:id");
  return `${method} ${path}`;
}
