import type { Claims, ClaimValue } from "#server/features/claim-mapping/claim-path";
import { claimAt } from "#server/features/claim-mapping/claim-path";
import { compilePattern } from "#server/features/claim-mapping/claim-pattern";

export interface Rule {
  readonly claim: string;
  readonly match: "equals" | "contains" | "regex";
  readonly value: string;
  readonly action: "assignRole" | "addToGroup";
  /** Id of a role or a group; a built-in role's name is its id. */
  readonly target: string;
  readonly priority: number;
  readonly enabled: boolean;
}

export interface RuleOutcome<R extends Rule> {
  readonly rule: R;
  readonly matched: boolean;
  /** What stood at the claim's path, `undefined` when nothing. */
  readonly seen: unknown;
  /** One sentence: why it matched, or why not. */
  readonly detail: string;
}

export interface Evaluation<R extends Rule> {
  /** Ids, without repetition, in the order of the rules. */
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  /** One for each rule, by priority. */
  readonly outcomes: readonly RuleOutcome<R>[];
}

const longestText = 4_096;
const mostValues = 500;
const mostText = 65_536;
export const mostRules = 200;

/**
 * What rules make of the claims of one sign-in. Rules add up: the order decides only which is named first. Never throws; a rule that cannot be
 * evaluated does not match, and its outcome says why. Of a claim, the first 500 values count, 4,096 characters of each, 65,536 in all.
 */
export function evaluate<R extends Rule>(rules: readonly R[], claims: Claims): Evaluation<R> {
  const ordered = rules.toSorted((one, other) => one.priority - other.priority).slice(0, mostRules);
  const outcomes = ordered.map((rule) => apply(rule, claims));
  const given = outcomes.filter(({ matched }) => matched).map(({ rule }) => rule);
  const targets = (action: Rule["action"]) => [...new Set(given.filter((rule) => rule.action === action).map(({ target }) => target))];
  return { roles: targets("assignRole"), groups: targets("addToGroup"), outcomes };
}

function apply<R extends Rule>(rule: R, claims: Claims): RuleOutcome<R> {
  const seen = claimAt(claims, rule.claim);
  return { rule, seen, ...decide(rule, claims, seen) };
}

function decide(rule: Rule, claims: Claims, seen: unknown): { readonly matched: boolean; readonly detail: string } {
  if (!rule.enabled) {
    return { matched: false, detail: "The rule is switched off" };
  }
  if (seen === undefined) {
    return { matched: false, detail: `There is no claim ${rule.claim}` };
  }
  if (rule.claim === "email" && claimAt(claims, "email_verified") !== true) {
    return { matched: false, detail: "The provider does not say that the e-mail address is verified" };
  }
  const values = valuesOf(seen);
  if (values === undefined) {
    return { matched: false, detail: `${rule.claim} is neither text, a number, true or false, nor a list of those` };
  }
  const matching = matcherOf(rule, Array.isArray(seen));
  if (typeof matching === "string") {
    return { matched: false, detail: matching };
  }
  const hit = values.find(matching);
  const words = { equals: "is", contains: "contains", regex: "matches" }[rule.match];
  return hit === undefined
    ? { matched: false, detail: `${rule.claim} is there, but nothing in it ${words} ${rule.value}` }
    : {
        matched: true,
        detail: rule.match === "regex" ? `${hit} in ${rule.claim} matches ${rule.value}` : `${rule.claim} ${words} ${rule.value}`,
      };
}

/** As texts; `undefined` when it is nothing that a rule can look at. */
function valuesOf(seen: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(seen) ? seen : [seen];
  if (!Array.isArray(seen) && !isValue(seen)) {
    return undefined;
  }
  let left = mostText;
  const texts: string[] = [];
  for (const value of list.slice(0, mostValues).filter(isValue)) {
    const text = String(value).slice(0, Math.min(longestText, left));
    left -= text.length;
    texts.push(text);
  }
  return texts;
}

function isValue(value: unknown): value is ClaimValue {
  return typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
}

/** Whether one text is what the rule looks for, or why the rule cannot be evaluated. */
function matcherOf(rule: Rule, isList: boolean): ((text: string, index: number, all: readonly string[]) => boolean) | string {
  if (rule.match === "equals") {
    return (text, _, all) => all.length === 1 && text === rule.value;
  }
  if (rule.match === "contains") {
    return isList ? (text) => text === rule.value : (text) => text.includes(rule.value);
  }
  const pattern = compilePattern(rule.value);
  return pattern.ok ? (text) => pattern.found(text) : pattern.error;
}
