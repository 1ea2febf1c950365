import type { ComponentProps, ReactNode } from "react";
import { classNames } from "#ui/design/class-names.ts";
import type { ButtonVariant } from "#ui/design/button.tsx";
import { buttonClass } from "#ui/design/button.tsx";

interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label"> {
  /** What it does; spoken, and shown as the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  /** Keys shown in the tooltip, e.g. `[`. */
  readonly keys?: string;
  readonly variant?: ButtonVariant;
  readonly size?: "sm" | "md";
}

const squares = { sm: "size-7", md: "size-8" } as const;

export function IconButton({ label, icon, keys, variant = "ghost", size = "md", className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tooltip={label}
      data-tooltip-keys={keys}
      {...rest}
      className={classNames(buttonClass({ variant, size }), "px-0!", squares[size], "[&_svg]:size-4", className)}
    >
      {icon}
    </button>
  );
}
