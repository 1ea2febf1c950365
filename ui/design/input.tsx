import type { ComponentProps } from "react";
import { classNames } from "#ui/design/class-names.ts";

const look =
  "w-full min-w-0 rounded-md border border-control bg-surface px-2.5 text-sm text-ink shadow-raised transition-colors placeholder:text-faint hover:border-faint focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent disabled:opacity-50 aria-invalid:border-bad";

const heights = { sm: "h-7", md: "h-8", lg: "h-10 text-base" } as const;

interface InputProps extends Omit<ComponentProps<"input">, "size"> {
  readonly size?: keyof typeof heights;
}

/** A text field. Password managers stay away unless it is a credential (`autoComplete` given). */
export function Input({ size = "md", className, autoComplete, ...rest }: InputProps) {
  const ignored =
    autoComplete === undefined
      ? { autoComplete: "off", "data-1p-ignore": true, "data-lpignore": "true", "data-bwignore": true }
      : { autoComplete };
  return <input {...ignored} {...rest} className={classNames(look, heights[size], className)} />;
}

interface SelectProps extends Omit<ComponentProps<"select">, "size"> {
  readonly size?: keyof typeof heights;
}

export function Select({ size = "md", className, ...rest }: SelectProps) {
  return <select {...rest} className={classNames(look, heights[size], "pr-7", className)} />;
}

/** A text of several lines. */
export function TextArea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={classNames(look, "resize-y py-1.5", className)} />;
}
