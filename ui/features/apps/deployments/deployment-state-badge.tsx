import { CircleCheck, CircleDashed, CircleX, Hourglass, LoaderCircle, Undo2 } from "lucide-react";
import type { DeploymentState } from "#ui/features/apps/deployments/deployment-states.ts";
import { deploymentLooks } from "#ui/features/apps/deployments/deployment-states.ts";
import { Badge } from "#ui/design/badge.tsx";

const icons: Partial<Record<DeploymentState, typeof CircleCheck>> = {
  waiting: Hourglass,
  succeeded: CircleCheck,
  blocked: CircleX,
  failed: CircleX,
  degraded: CircleX,
  reverting: Undo2,
  "rolled-back": Undo2,
  superseded: CircleDashed,
};

export function DeploymentStateBadge({ state }: { readonly state: DeploymentState }) {
  const { word, tone } = deploymentLooks[state];
  const Icon = icons[state];
  return (
    <Badge tone={tone} icon={Icon === undefined ? <LoaderCircle aria-hidden className="animate-spin" /> : <Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
