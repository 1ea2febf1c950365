/** In place of a value that is not known or does not apply. */
export function NoValue({ meaning = "Not known" }: { readonly meaning?: string }) {
  return (
    <span className="text-faint">
      <span aria-hidden>–</span>
      <span className="sr-only">{meaning}</span>
    </span>
  );
}
