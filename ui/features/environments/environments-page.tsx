import { useQuery } from "@tanstack/react-query";
import { Layers, Plus } from "lucide-react";
import { useState } from "react";
import { DeleteEnvironmentDialog } from "#ui/features/environments/delete-environment-dialog.tsx";
import { EnvironmentCard } from "#ui/features/environments/environment-card.tsx";
import { EnvironmentDialog } from "#ui/features/environments/environment-dialog.tsx";
import type { Environment } from "#ui/features/environments/queries/environments.ts";
import { managedEnvironmentsQuery } from "#ui/features/environments/queries/environments.ts";
import { useMoveEnvironment } from "#ui/features/environments/use-move-environment.ts";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { useMay } from "#ui/lib/session.ts";

type Doing = { readonly kind: "create" } | { readonly kind: "edit" | "delete"; readonly environment: Environment };

export function EnvironmentsPage() {
  const query = useQuery(managedEnvironmentsQuery);
  const mayWrite = useMay("environments:write");
  const [doing, setDoing] = useState<Doing>();
  const done = () => setDoing(undefined);
  const add = mayWrite && (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setDoing({ kind: "create" })}>
      Add environment
    </Button>
  );
  return (
    <>
      <PageHeader title="Environments" description="Where apps are deployed, in the order in which they are promoted." actions={add} />
      <Loaded query={query} skeleton={<Waiting />}>
        {({ items }) =>
          items.length === 0 ? (
            <Panel>
              <EmptyState icon={Layers} title="No environment yet" actions={add || undefined}>
                An environment is a place apps run in: dev, test, prod. Its name is also the one that telemetry carries.
              </EmptyState>
            </Panel>
          ) : (
            <EnvironmentList environments={items} onDo={mayWrite ? setDoing : undefined} />
          )
        }
      </Loaded>
      {doing?.kind === "create" && <EnvironmentDialog onClose={done} />}
      {doing?.kind === "edit" && <EnvironmentDialog environment={doing.environment} onClose={done} />}
      {doing?.kind === "delete" && <DeleteEnvironmentDialog environment={doing.environment} onClose={done} />}
    </>
  );
}

interface EnvironmentListProps {
  readonly environments: readonly Environment[];
  readonly onDo: ((doing: Doing) => void) | undefined;
}

function EnvironmentList({ environments, onDo }: EnvironmentListProps) {
  const move = useMoveEnvironment();
  return (
    <ol aria-label="Promotion order" className="flex flex-col gap-2">
      {environments.map((environment, index) => (
        <EnvironmentCard
          key={environment.id}
          environment={environment}
          next={environments[index + 1]}
          {...(onDo && {
            onEdit: () => onDo({ kind: "edit", environment }),
            onDelete: () => onDo({ kind: "delete", environment }),
            onUp: index === 0 ? undefined : () => move.mutate({ environment, position: index - 1 }),
            onDown: index === environments.length - 1 ? undefined : () => move.mutate({ environment, position: index + 1 }),
          })}
        />
      ))}
    </ol>
  );
}

function Waiting() {
  return (
    <Panel>
      <SkeletonRows rows={3} columns={3} />
    </Panel>
  );
}
