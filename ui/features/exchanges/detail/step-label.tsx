import { Layers, ListChecks } from "lucide-react";
import { Badge } from "#ui/design/badge.tsx";
import { statusLooks, toneText } from "#ui/design/exchange-status.ts";
import { formatCount } from "#ui/lib/format/number.ts";
import type { RowLook } from "../waterfall/waterfall-row.tsx";
import { changeFlags } from "./change-flags.ts";
import { StepIcon } from "./step-icon.tsx";
import type { IterationCount, IterationNode, ProcessorNode, RestNode, StepNode } from "./step-tree.ts";

/** Whole values stay out of the page: a row shows at most this many characters. */
const longest = 200;

export function stepLook(node: StepNode): RowLook {
  const { tone, word } = statusLooks[node.status];
  if (node.kind === "step") {
    return {
      label: <ProcessorLabel node={node} />,
      spoken: word,
      tone: node.step.kind === "span" ? "quiet" : barTone(node),
      hollow: hasRows(node),
    };
  }
  const name = groupName(node);
  const Icon = node.kind === "rest" ? ListChecks : Layers;
  return {
    label: (
      <>
        <Icon aria-hidden className={`size-3.5 shrink-0 ${toneText[tone]}`} />
        <span className="shrink-0 text-muted">{name}</span>
        {node.kind === "iteration" && <span className="truncate text-xs text-faint">{firstLabel(node)}</span>}
      </>
    ),
    spoken: word,
    tone: node.status === "completed" ? "accent" : tone,
    hollow: true,
  };
}

function groupName(node: IterationNode | RestNode): string {
  if (node.kind === "iteration") return `${node.isBranch ? "Branch" : "Iteration"} ${node.iteration}`;
  return node.isAll ? `All ${formatCount(node.count)} completed` : `${formatCount(node.count)} more that completed`;
}

/** What an iteration begins with, so that one need not be opened to be told from another. */
function firstLabel({ children: [first] }: IterationNode): string {
  return first?.kind === "step" ? (first.step.label || first.step.node).slice(0, longest) : "";
}

function barTone(node: ProcessorNode): RowLook["tone"] {
  return node.status === "completed" ? "accent" : statusLooks[node.status].tone;
}

function hasRows(node: StepNode): boolean {
  return node.children.length > 0;
}

function iterationText({ total, failed }: IterationCount): string {
  return failed === 0 ? `${formatCount(total)} ×` : `${formatCount(total)} ×, ${formatCount(failed)} failed`;
}

function ProcessorLabel({ node: { step, iterations } }: { readonly node: ProcessorNode }) {
  return (
    <>
      <StepIcon step={step} className="size-3.5" />
      <span className="min-w-10 truncate">{(step.label || step.node || step.kind).slice(0, longest)}</span>
      {step.branch !== "" && <Badge tone="accent">→ {step.branch}</Badge>}
      {step.attempt > 0 && <Badge tone="warn">retry {step.attempt}</Badge>}
      {iterations !== null && <Badge tone={iterations.failed > 0 ? "bad" : "quiet"}>{iterationText(iterations)}</Badge>}
      {step.kind === "span" && <Badge>span</Badge>}
      <ChangedLetters changed={step.changed} />
    </>
  );
}

function ChangedLetters({ changed }: { readonly changed: ProcessorNode["step"]["changed"] }) {
  if (changed.length === 0) return null;
  const flags = changeFlags.filter(({ name }) => changed.includes(name));
  return (
    <span
      data-tooltip={`Changed ${flags.map(({ name }) => name).join(", ")}`}
      className="ml-auto hidden shrink-0 gap-px font-mono text-2xs text-faint sm:flex"
    >
      {flags.map(({ name, letter }) => (
        <span key={name}>{letter}</span>
      ))}
    </span>
  );
}
