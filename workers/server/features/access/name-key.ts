/** What makes two names of groups or of roles the same: compatibility forms, case and runs of blanks do not tell them apart. */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase().normalize("NFKC").trim().replaceAll(/\s+/g, " ");
}
