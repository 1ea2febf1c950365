import type Docker from "dockerode";
import { StepFailure } from "../outcome.ts";
import type { Workload } from "../workload.ts";
import { refusalOf, statusOf } from "./engine.ts";
import { hostAddressOn } from "./host-address.ts";
import { ensureNetwork, environmentNetwork, joinNetwork } from "./networks.ts";
import { type Owner, ownerOf, stampOf } from "./own-labels.ts";
import { toContainer } from "./to-container.ts";
import type { Edge } from "./traefik-labels.ts";

export interface Creating {
  readonly docker: Docker;
  readonly owner: Owner;
  readonly edge: () => Promise<Edge>;
}

export interface Creation {
  readonly workload: Workload;
  readonly slot: number;
  readonly image: string;
}

const noEdge: Edge = { network: "", entrypoint: "", tlsEntrypoint: "", certResolver: "" };

/** Makes a container, not started, in the network of its environment and, when it has a route, in that of the proxy. */
export async function createContainer(creating: Creating, { workload, slot, image }: Creation): Promise<void> {
  const { docker, owner } = creating;
  const network = environmentNetwork(owner, workload.place.environment);
  await ensureNetwork(docker, owner, network);
  const edge = workload.route === null ? noEdge : await creating.edge();
  const plan = toContainer({ owner, workload, slot, image, network, hostAddress: await hostAddressOn(docker, network), edge });
  const id = await createNamed(creating, plan, workload);
  if (edge.network === "") return;
  await ensureNetwork(docker, owner, edge.network);
  await joinNetwork(docker, edge.network, { id, aliases: [] });
}

type Plan = ReturnType<typeof toContainer>;

/** A name that is taken: by what we want, by an older try of ours that makes way, or by somebody else's container, which stays. */
async function createNamed({ docker, owner }: Creating, plan: Plan, workload: Workload): Promise<string> {
  try {
    return (await docker.createContainer(plan)).id;
  } catch (error) {
    if (statusOf(error) !== 409) throw refusalOf(error, "create-error", "Docker refused the container");
    const present = await docker.getContainer(plan.name).inspect();
    const stamp = stampOf(owner, present.Config.Labels);
    if (stamp?.hash === workload.hash) return present.Id;
    if (stamp === undefined) throw new StepFailure("create-error", nameIsTaken(plan.name, present.Config.Labels), error);
    await docker.getContainer(present.Id).remove({ force: true });
    return (await docker.createContainer(plan)).id;
  }
}

function nameIsTaken(name: string, labels: Readonly<Record<string, string>>): string {
  const other = ownerOf(labels);
  const whose = other === undefined ? "A container that is not ours" : `A container of another runner (${other.runnerId})`;
  return `${whose} has the name ${name}. Remove or rename it.`;
}
