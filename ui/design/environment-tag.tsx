import { classNames } from "#ui/design/class-names.ts";
import { environmentLook } from "#ui/design/environment-look.ts";

/** An environment's name with its icon and color. */
export function EnvironmentTag({ name }: { readonly name: string }) {
  const look = environmentLook(name);
  return (
    <span className="flex w-fit items-center gap-1.5 whitespace-nowrap">
      <look.icon aria-hidden className={classNames("size-3.5 shrink-0", look.text)} />
      {name}
    </span>
  );
}
