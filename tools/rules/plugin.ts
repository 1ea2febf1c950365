import path from "node:path";
import { forbiddenImport } from "./boundaries.ts";
import { badFileName } from "./file-names.ts";

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

interface RuleContext {
  readonly filename: string;
  readonly cwd: string;
  readonly sourceCode: { getAllComments(): readonly { readonly value: string; readonly type: string }[] };
  report(finding: { message: string; node: Node }): void;
}

type Visitor = Record<string, (node: Node) => void>;

function rule(visit: (context: RuleContext, file: string) => Visitor): { create: (context: RuleContext) => Visitor } {
  return { create: (context) => visit(context, path.relative(context.cwd, context.filename).replaceAll(path.sep, "/")) };
}

const boundaries = rule((context, file) => {
  const check = (node: Node): void => {
    const source = node["source"] as { value?: unknown } | null;
    if (typeof source?.value !== "string") return;
    const reason = forbiddenImport(file, source.value);
    if (reason !== undefined) context.report({ node, message: `${reason}.` });
  };
  return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
});

const oneClock = rule((context, file) => {
  if (!file.startsWith("workers/") || /\.test\.ts$|platform\/clock\.ts$/.test(file)) return {};
  const report = (node: Node, what: string): void =>
    context.report({ node, message: `${what}: time and chance come from deps (platform/clock.ts), so that tests can move them.` });
  return {
    MemberExpression: (node) => {
      const name = `${(node["object"] as Node)["name"] as string}.${(node["property"] as Node)["name"] as string}`;
      if (name === "Date.now" || name === "Math.random") report(node, name);
    },
    NewExpression: (node) => {
      const isDate = (node["callee"] as Node)["name"] === "Date";
      if (isDate && (node["arguments"] as unknown[]).length === 0) report(node, "new Date()");
    },
  };
});

const configuredOnce = rule((context, file) => {
  const mayRead =
    !/^(workers|ui|runner|schema|standalone)\//.test(file) || /(^|\/)(index|env|config|main)\.ts$|\.test\.tsx?$|\.contract\.ts$/.test(file);
  if (mayRead) return {};
  return {
    MemberExpression: (node) => {
      const isProcessEnv = (node["object"] as Node)["name"] === "process" && (node["property"] as Node)["name"] === "env";
      if (isProcessEnv)
        context.report({ node, message: "The environment is read in index.ts, env.ts, config.ts or main.ts and handed on." });
    },
  };
});

const fileNames = rule((context, file) => ({
  Program: (node) => {
    const reason = badFileName(file);
    if (reason !== undefined) context.report({ node, message: reason });
  },
}));

const datedPromises = rule((context) => ({
  Program: (node) => {
    for (const comment of context.sourceCode.getAllComments()) {
      const promise = /\b(TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))/.exec(comment.value);
      if (promise !== null) context.report({ node, message: `${promise[1]} without an issue number: write TODO(#12) or do it.` });
    }
  },
}));

/** A change that nobody can look up later is a defect: every transaction of a feature writes its audit row. */
const auditedTransactions = rule((context, file) => {
  if (!/^workers\/\w+\/features\//.test(file) || file.endsWith(".test.ts")) return {};
  let transaction: Node | undefined;
  let audited = false;
  return {
    CallExpression: (node) => {
      const callee = node["callee"] as Node;
      const name = ((callee["property"] ?? callee) as Node)["name"];
      if (name === "transaction") transaction = node;
      if (typeof name === "string" && /audit/i.test(name)) audited = true;
    },
    "Program:exit": () => {
      if (transaction !== undefined && !audited) context.report({ node: transaction, message: "A transaction without an audit row." });
    },
  };
});

const plugin = {
  meta: { name: "house" },
  rules: {
    boundaries,
    "one-clock": oneClock,
    "configured-once": configuredOnce,
    "file-names": fileNames,
    "dated-promises": datedPromises,
    "audited-transactions": auditedTransactions,
  },
};

export default plugin;
