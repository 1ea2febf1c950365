/** The one column of one row in which an encrypted text belongs. */
export interface Place {
  readonly tenant: string;
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

/** What `keys.encrypt` binds a text to, so that it opens nowhere else: `tenant|table|row|column`. */
export function placeOf({ tenant, table, row, column }: Place): string {
  return [tenant, table, row, column].join("|");
}
