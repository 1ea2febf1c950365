import { RE2JS } from "re2js";

/** A pattern that compiles to more costs too much at every sign-in. */
const mostInstructions = 1_000;
const mostRemembered = 200;

export type CompiledPattern =
  | { readonly ok: true; readonly found: (text: string) => boolean }
  | { readonly ok: false; readonly error: string };

const remembered = new Map<string, CompiledPattern>();

/** Compiles RE2 syntax, which runs in time linear to the text; what it cannot do (look-around, back-references) is an error that says where. */
export function compilePattern(source: string): CompiledPattern {
  const known = remembered.get(source);
  if (known !== undefined) {
    return known;
  }
  const compiled = compile(source);
  if (remembered.size >= mostRemembered) {
    remembered.clear();
  }
  remembered.set(source, compiled);
  return compiled;
}

function compile(source: string): CompiledPattern {
  try {
    const pattern = RE2JS.compile(source);
    if (pattern.programSize() > mostInstructions) {
      return {
        ok: false,
        error: `The pattern is too large: ${pattern.programSize()} instructions, at most ${mostInstructions} are allowed`,
      };
    }
    return { ok: true, found: (text) => pattern.test(text) };
  } catch (error) {
    return { ok: false, error: explain(source, error) };
  }
}

function explain(source: string, error: unknown): string {
  const { error: reason, input } = error as { readonly error?: unknown; readonly input?: unknown };
  if (typeof reason !== "string" || typeof input !== "string") {
    return "The pattern is not a regular expression";
  }
  const position = Math.max(0, source.indexOf(input));
  const hint = /^\(\?(?:<?[=!])/.test(input) ? "look-around is not available, because it cannot be run in linear time" : reason;
  return `At position ${position + 1}, \`${input.slice(0, 32)}\`: ${hint}`;
}
