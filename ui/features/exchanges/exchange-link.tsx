import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { classNames } from "#ui/design/class-names.ts";

interface ExchangeLinkProps {
  readonly exchange: { readonly id: string; readonly startTime: string };
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link to an exchange's page; it carries the start, which bounds the look-up. */
export function ExchangeLink({ exchange, className, children }: ExchangeLinkProps) {
  return (
    <Link
      to="/exchanges/$id"
      params={{ id: exchange.id }}
      search={{ at: exchange.startTime }}
      preload={false}
      className={classNames("hover:text-accent hover:underline", className)}
    >
      {children}
    </Link>
  );
}
