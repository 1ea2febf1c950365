import { keyCaps } from "#ui/lib/hotkeys/key-caps.ts";

/** A key or sequence as tinykeys writes it: `$mod+K`, `g e`, `?`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      {keyCaps(keys).map((cap, index) => (
        <kbd
          // Presses of a sequence may repeat, so the place is the identity.
          key={`${index}-${cap}`}
          className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm border border-line bg-sunken px-1 font-sans text-2xs leading-none font-medium text-muted"
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
