import type { ReactNode } from "react";
import type { PopoverTrigger } from "#ui/design/popover.tsx";
import { Popover } from "#ui/design/popover.tsx";

const examples: readonly (readonly [query: string, meaning: string])[] = [
  ["timeout", "the word anywhere: error, attributes, ids, bodies"],
  ["status:failed", "one status; several as status:(failed, handled)"],
  ["route:order-*", "with a wildcard"],
  ["duration>2s", "longer than; ms, s, m, h"],
  ["attr.orderId:4711", "a business attribute"],
  ['error:"read timed out"', "words in the error"],
  ["-app:mail", "not; also NOT app:mail or app!=mail"],
  ["app:web OR app:shop", "either; a blank means and"],
  ["attr.customer:*", "has the attribute at all"],
  ["route~^(in|out)-", "a regular expression"],
];

/** The query language on one page. */
export function QueryHelp({ trigger }: { readonly trigger: (trigger: PopoverTrigger) => ReactNode }) {
  return (
    <Popover label="How to search" placement="bottom-end" className="w-[min(26rem,calc(100vw-2rem))] p-4" trigger={trigger}>
      {() => (
        <>
          <h2 className="text-sm font-semibold">How to search</h2>
          <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-xs">
            {examples.map(([query, meaning]) => (
              <div key={query} className="contents">
                <dt>
                  <code className="rounded-sm bg-sunken px-1 py-0.5">{query}</code>
                </dt>
                <dd className="text-muted">{meaning}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Popover>
  );
}
