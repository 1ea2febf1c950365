import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import type { Guide, GuideStep } from "#ui/features/setup-guide/queries/guide.ts";
import { guideQuery, useGuideChange } from "#ui/features/setup-guide/queries/guide.ts";
import { stepWords } from "#ui/features/setup-guide/steps.ts";
import { Badge } from "#ui/design/badge.tsx";
import { Button, buttonClass } from "#ui/design/button.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";

/** What comes after the first administrator. What is done shows by itself; the rest can wait. */
export function GuidePage() {
  const query = useQuery({ ...guideQuery, staleTime: 0, refetchInterval: 10_000 });
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title="Set up this server" description="In any order, now or later. What is done shows here by itself." />
      <Loaded query={query} skeleton={<SkeletonRows rows={3} columns={2} />}>
        {(guide) => <Steps guide={guide} />}
      </Loaded>
    </div>
  );
}

function Steps({ guide }: { readonly guide: Guide }) {
  const navigate = useNavigate();
  const change = useGuideChange();
  const skipped = guide.steps.filter(({ state }) => state === "skipped").map(({ step }) => step);
  const firstOpen = guide.steps.find(({ state }) => state === "open")?.step;
  const leave = () => change.mutate({ closed: true }, { onSuccess: () => void navigate({ to: "/" }) });
  return (
    <>
      <Panel>
        <ol className="divide-y divide-line">
          {guide.steps.map((step, index) => (
            <Step
              key={step.step}
              step={step}
              number={index + 1}
              next={step.step === firstOpen}
              busy={change.isPending}
              onSkip={() => change.mutate({ skipped: [...skipped, step.step] })}
              onResume={() => change.mutate({ skipped: skipped.filter((one) => one !== step.step) })}
            />
          ))}
        </ol>
      </Panel>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">
          {guide.finished ? "Everything here is settled." : "You can come back: the sidebar reminds you until it is settled."}
        </p>
        {guide.finished ? (
          <Link to="/" className={buttonClass({ variant: "primary" })}>
            Go to the product
          </Link>
        ) : (
          <Button busy={change.isPending} onClick={leave}>
            Close the guide
          </Button>
        )}
      </div>
    </>
  );
}

interface StepProps {
  readonly step: GuideStep;
  readonly number: number;
  /** The first that is open. */
  readonly next: boolean;
  readonly busy: boolean;
  readonly onSkip: () => void;
  readonly onResume: () => void;
}

function Step({ step: { step, state }, number, next, busy, onSkip, onResume }: StepProps) {
  const { title, text, done, to, verb, optional } = stepWords[step];
  return (
    <li className="flex items-start gap-3.5 px-4 py-4 max-sm:flex-wrap">
      <Mark state={state} number={number} />
      <div className="min-w-0 grow basis-64">
        <h2 className="flex flex-wrap items-center gap-2 text-sm font-semibold">
          {title}
          {optional && state === "open" && <Badge>Optional</Badge>}
          {state === "skipped" && <Badge>Skipped</Badge>}
        </h2>
        <p className="mt-0.5 text-pretty text-muted">{state === "done" ? done : text}</p>
      </div>
      {state === "open" && (
        <span className="flex shrink-0 items-center gap-1 max-sm:pl-10">
          <Button variant="ghost" disabled={busy} aria-label={`Skip: ${title}`} onClick={onSkip}>
            Skip
          </Button>
          <Link to={to} className={buttonClass({ variant: next ? "primary" : "plain" })}>
            {verb}
          </Link>
        </span>
      )}
      {state === "skipped" && (
        <Button variant="ghost" disabled={busy} aria-label={`Take up again: ${title}`} onClick={onResume}>
          Take up again
        </Button>
      )}
    </li>
  );
}

function Mark({ state, number }: { readonly state: GuideStep["state"]; readonly number: number }) {
  if (state === "done") {
    return (
      <span className="grid size-6 shrink-0 place-items-center text-good">
        <CircleCheck aria-hidden className="size-5" />
        <span className="sr-only">Done</span>
      </span>
    );
  }
  return (
    <span
      aria-hidden
      className="grid size-6 shrink-0 place-items-center rounded-full border border-line text-xs font-medium text-muted tabular"
    >
      {number}
    </span>
  );
}
