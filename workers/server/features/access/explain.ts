import type { Permission } from "#schema/permissions";
import type { Assigned, Because, Origin } from "#server/features/access/assigned";
import type { Role } from "#server/features/access/role";
import { catalogue } from "#server/features/access/role";

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface GroupNode extends Named {
  readonly parentId: string | null;
  readonly roles: readonly Role[];
}

/** One way from an assignment to a role. */
export interface Grant {
  readonly role: Named;
  /** From the group that somebody is in up to the one that holds the role; empty when no group is between. */
  readonly groups: Named[];
  readonly origin: Origin;
  readonly rule: Because;
}

/** Every permission that comes of it, in the catalogue's order, with every way in which it does. */
export function explain(assigned: Assigned, nodes: readonly GroupNode[]): { permission: Permission; grants: Grant[] }[] {
  const ways = [...direct(assigned), ...throughGroups(assigned, new Map(nodes.map((node) => [node.id, node])))];
  return catalogue.flatMap((permission) => {
    const grants = ways
      .filter(({ role }) => role.permissions.includes(permission))
      .map(({ role, ...way }) => ({ ...way, role: named(role) }));
    return grants.length === 0 ? [] : [{ permission, grants }];
  });
}

type Way = Omit<Grant, "role"> & { readonly role: Role };

function direct({ roles }: Assigned): Way[] {
  return roles.map((assigned) => ({ ...assigned, groups: [] }));
}

function throughGroups({ groups }: Assigned, nodes: ReadonlyMap<string, GroupNode>): Way[] {
  return groups.flatMap(({ group, origin, rule }) => {
    const chain = chainFrom(group.id, nodes);
    return chain.flatMap((node, depth) => node.roles.map((role) => ({ role, groups: chain.slice(0, depth + 1).map(named), origin, rule })));
  });
}

/** A group and those above it, nearest first. */
function chainFrom(id: string, nodes: ReadonlyMap<string, GroupNode>): GroupNode[] {
  const chain: GroupNode[] = [];
  let node = nodes.get(id);
  while (node !== undefined && !chain.includes(node)) {
    chain.push(node);
    node = node.parentId === null ? undefined : nodes.get(node.parentId);
  }
  return chain;
}

const named = ({ id, name }: Named): Named => ({ id, name });
