const special = /[\\'\0]/g;

/** A ClickHouse string literal holding exactly `value`. */
export function literal(value: string): string {
  return `'${value.replace(special, (character) => (character === "\0" ? "\\0" : `\\${character}`))}'`;
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** True for a name that needs no quoting in SQL: letters, digits and underscores. */
export function isPlainName(name: string): boolean {
  return plainName.test(name);
}

/** A quoted identifier holding exactly `name`. */
export function identifier(name: string): string {
  return `\`${name.replace(/[\\`]/g, (character) => `\\${character}`)}\``;
}
