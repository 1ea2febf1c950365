import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import type { RevisionDiff } from "#ui/features/apps/queries/deployments.ts";

/** What differs between two revisions, a line each. */
export function DiffView({ diff }: { readonly diff: RevisionDiff }) {
  const { artifact, settings, secrets } = diff;
  if (artifact === null && settings.length === 0 && secrets.length === 0) {
    return <p className="text-sm text-muted">Nothing differs: the same version, settings and secrets.</p>;
  }
  return (
    <dl className="divide-y divide-line overflow-hidden rounded-lg border border-line text-sm">
      {artifact !== null && <Line name="Version" from={artifact.from} to={artifact.to} />}
      {settings.map(({ path, from, to }) => (
        <Line key={path} name={<code className="text-xs break-all">{path.slice(1)}</code>} from={written(from)} to={written(to)} />
      ))}
      {secrets.map(({ name, from, to }) => (
        <Line
          key={name}
          name={
            <>
              Secret <code className="text-xs break-all">{name}</code>
            </>
          }
          from={from === null ? undefined : `version ${from}`}
          to={to === null ? undefined : `version ${to}`}
        />
      ))}
    </dl>
  );
}

function written(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

interface LineProps {
  readonly name: ReactNode;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

function Line({ name, from, to }: LineProps) {
  return (
    <div className="grid grid-cols-1 gap-x-4 gap-y-1 px-3 py-2 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <dt className="text-muted">{name}</dt>
      <dd className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {from === undefined ? <span className="text-faint">not set</span> : <del className="break-all text-bad">{from}</del>}
        <ArrowRight aria-label="becomes" className="size-3.5 text-faint" />
        {to === undefined ? <span className="text-faint">removed</span> : <ins className="break-all text-good no-underline">{to}</ins>}
      </dd>
    </div>
  );
}
