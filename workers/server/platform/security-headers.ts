const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const everywhere: Readonly<Record<string, string>> = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** The same answer with the headers that keep browsers from misusing it. Answers of the API are not kept by any cache. */
export function secured(request: Request, response: Response): Response {
  if (response.status === 101) return response;
  const { pathname, protocol } = new URL(request.url);
  const answer = new Response(response.body, response);
  for (const [name, value] of Object.entries(everywhere)) answer.headers.set(name, value);
  if (protocol === "https:") answer.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  if (isApi(pathname) && !answer.headers.has("cache-control")) answer.headers.set("cache-control", "no-store");
  return answer;
}

export function isApi(pathname: string): boolean {
  return /^\/(api|v1|runner)(\/|$)/.test(pathname);
}
