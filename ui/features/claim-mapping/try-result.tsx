import { CircleCheck, CircleMinus } from "lucide-react";
import type { Tried } from "#ui/features/claim-mapping/queries/rules.ts";
import { RuleText } from "#ui/features/claim-mapping/rule-text.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Snippet } from "#ui/design/snippet.tsx";

/** What came of it, and why. */
export function TryResult({ tried }: { readonly tried: Tried }) {
  const { result, rules, warnings, claims } = tried;
  return (
    <section aria-label="Result" aria-live="polite" className="flex flex-col gap-4">
      {warnings.map((warning) => (
        <Callout key={warning} tone="warn">
          {warning}
        </Callout>
      ))}
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-y-2">
        <Given name="Roles" values={result.roles} />
        <Given name="Groups" values={result.groups} />
        <dt className="text-muted">Permissions</dt>
        <dd>
          {result.permissions.length === 0 ? (
            "None by these rules"
          ) : (
            <details>
              <summary className="cursor-pointer">{result.permissions.length}</summary>
              <p className="pt-1 text-xs text-muted">{result.permissions.join(", ")}</p>
            </details>
          )}
        </dd>
      </dl>
      {rules.length > 0 && (
        <ol className="divide-y divide-line rounded-md border border-line">
          {rules.map((outcome, index) => (
            <Outcome key={`${index} ${outcome.rule.claim}`} outcome={outcome} />
          ))}
        </ol>
      )}
      <Snippet title="Claims as the server read them" label="Copy claims" text={JSON.stringify(claims, null, 2)} />
    </section>
  );
}

function Given({ name, values }: { readonly name: string; readonly values: readonly string[] }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="flex flex-wrap gap-1">
        {values.length === 0
          ? "None by these rules"
          : values.map((value) => (
              <Badge key={value} tone="accent">
                {value}
              </Badge>
            ))}
      </dd>
    </>
  );
}

function Outcome({ outcome: { rule, matched, detail } }: { readonly outcome: Tried["rules"][number] }) {
  const Icon = matched ? CircleCheck : CircleMinus;
  return (
    <li className="flex items-start gap-2 px-3 py-2">
      <Icon aria-hidden className={matched ? "mt-0.5 size-4 shrink-0 text-good" : "mt-0.5 size-4 shrink-0 text-faint"} />
      <div className="min-w-0">
        <span className="sr-only">{matched ? "Matched:" : "Not matched:"}</span>
        <RuleText rule={rule} />
        <p className="text-xs break-words text-muted">{detail}</p>
      </div>
    </li>
  );
}
