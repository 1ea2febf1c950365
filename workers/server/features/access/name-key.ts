/** What makes two names of groups or of roles the same: compatibility forms, case, runs of blanks and what nobody sees do not tell them apart. */
export function nameKey(name: string): string {
  return folded(name.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, ""))
    .replaceAll(/\s+/gu, " ")
    .trim();
}

/** Upper case first: it is what makes `ß` and `ss` the same. */
const folded = (text: string): string => text.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
