const contentTypes: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  map: "application/json",
  mjs: "text/javascript; charset=utf-8",
  png: "image/png",
  sh: "text/x-shellscript; charset=utf-8",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  webmanifest: "application/manifest+json",
  woff2: "font/woff2",
};

/**
 * The UI's files where no platform serves them before the Worker is asked. A path that names no file is one of the UI's own
 * addresses and gets the page.
 */
export async function staticFile(files: Fetcher, request: Request): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") return new Response(null, { status: 405, headers: { allow: "GET, HEAD" } });
  const { pathname } = new URL(request.url);
  const extension = /^\/(?:assets\/)?[^/]+\.(\w+)$/.exec(pathname)?.[1];
  const named = extension !== undefined && Object.hasOwn(contentTypes, extension);
  const file = named ? pathname : "/index.html";
  const found = await files.fetch(`http://ui${file}`, { method: request.method });
  if (!found.ok) return new Response(named ? "Not found" : "The user interface is not built: npm run build", { status: 404 });
  const headers = {
    "content-type": contentTypes[file.slice(file.lastIndexOf(".") + 1)] ?? "application/octet-stream",
    "cache-control": file.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  };
  return new Response(found.body, { headers });
}
