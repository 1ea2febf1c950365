import type { ComponentProps, ReactNode } from "react";
import { classNames } from "#ui/design/class-names.ts";
import { Spinner } from "#ui/design/spinner.tsx";

export type ButtonVariant = "primary" | "plain" | "ghost" | "danger";
export type ControlSize = "sm" | "md" | "lg";

const base =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none transition-colors duration-100 disabled:opacity-50 aria-disabled:opacity-50";

const variants: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent not-disabled:hover:bg-accent-strong shadow-raised",
  plain: "bg-surface text-ink border border-control/80 shadow-raised not-disabled:hover:bg-hover aria-expanded:bg-hover",
  ghost:
    "text-muted not-disabled:hover:bg-hover not-disabled:hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent",
  danger: "bg-bad text-canvas not-disabled:hover:bg-bad-strong shadow-raised",
};

const sizes: Record<ControlSize, string> = { sm: "h-7 px-2 text-xs", md: "h-8 px-3 text-sm", lg: "h-10 px-4 text-base" };

export interface ButtonLook {
  readonly variant?: ButtonVariant;
  readonly size?: ControlSize;
}

/** The look of a button, for links that act like one. */
export function buttonClass({ variant = "plain", size = "md" }: ButtonLook = {}): string {
  return classNames(base, variants[variant], sizes[size]);
}

interface ButtonProps extends ComponentProps<"button">, ButtonLook {
  readonly icon?: ReactNode;
  /** Shows a spinner in place of the icon and refuses clicks. */
  readonly busy?: boolean;
}

export function Button({ variant, size, icon, busy = false, className, children, disabled, ...rest }: ButtonProps) {
  const look = buttonClass({ ...(variant && { variant }), ...(size && { size }) });
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={classNames(look, className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
