import { builtInRoles } from "#schema/permissions";

/** Letters of other scripts, and digits, that look like a letter of the built-in roles' names. */
const lookAlikes = {
  a: "аα",
  d: "ԁ",
  e: "еε",
  i: "іιı1l|",
  m: "мμ",
  n: "пոη",
  o: "оοօ0",
  p: "рρ",
  r: "гѓ",
  t: "тτ",
  v: "νѵ",
  w: "ԝω",
};

const letterOf = new Map(Object.entries(lookAlikes).flatMap(([letter, others]) => Array.from(others, (other) => [other, letter])));

/** What a name looks like at a glance. */
function glance(name: string): string {
  const letters = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\p{M}\p{Z}\p{Cf}\p{P}\p{Default_Ignorable_Code_Point}]/gu, "");
  return Array.from(letters, (letter) => letterOf.get(letter) ?? letter).join("");
}

const builtIn = new Set(Object.keys(builtInRoles).map(glance));

/** Whether somebody could take a role of this name for a built-in one. */
export function looksBuiltIn(name: string): boolean {
  return builtIn.has(glance(name));
}
