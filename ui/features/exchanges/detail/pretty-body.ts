export type BodyLanguage = "json" | "xml" | "text";

export interface PrettyBody {
  readonly language: BodyLanguage;
  readonly text: string;
}

/** The body laid out for reading: JSON and XML indented, anything else as it came. A cut body is shown as it came. */
export function prettyBody(body: string): PrettyBody {
  const start = body.trimStart().at(0);
  if (start === "{" || start === "[") return prettyJson(body);
  if (start === "<") return prettyXml(body);
  return { language: "text", text: body };
}

function prettyJson(body: string): PrettyBody {
  try {
    JSON.parse(body);
  } catch {
    return { language: "text", text: body };
  }
  return { language: "json", text: indentJson(body) };
}

/** Works on the text rather than the parsed value: numbers keep every digit and double keys stay visible. */
function indentJson(body: string): string {
  const tokens = body.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  let depth = 0;
  let text = "";
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    if (token === "{" || token === "[") {
      depth += 1;
      text += next === "}" || next === "]" ? token : `${token}\n${"  ".repeat(depth)}`;
    } else if (token === "}" || token === "]") {
      depth -= 1;
      text += tokens[at - 1] === "{" || tokens[at - 1] === "[" ? token : `\n${"  ".repeat(depth)}${token}`;
    } else if (token === ",") text += `,\n${"  ".repeat(depth)}`;
    else text += token === ":" ? ": " : token;
  }
  return text;
}

function prettyXml(body: string): PrettyBody {
  const tokens = body.match(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[^>]+>|[^<]+/g) ?? [];
  const lines: string[] = [];
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    const text = token.trim();
    if (text === "") continue;
    const closes = text.startsWith("</");
    if (closes) depth -= 1;
    const inline = closes && isText(tokens[at - 1]) && isOpening(tokens[at - 2]);
    if (inline || (isText(token) && isOpening(tokens[at - 1]))) lines.push(`${lines.pop() ?? ""}${text}`);
    else lines.push(`${"  ".repeat(Math.max(0, depth))}${text}`);
    if (isOpening(text)) depth += 1;
  }
  return { language: "xml", text: lines.join("\n") };
}

function isText(token: string | undefined): boolean {
  return token !== undefined && (!token.startsWith("<") || token.startsWith("<![CDATA["));
}

function isOpening(token: string | undefined): boolean {
  return token !== undefined && /^<[^/!?]/.test(token) && !token.endsWith("/>");
}
