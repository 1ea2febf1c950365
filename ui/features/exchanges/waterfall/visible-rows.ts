export interface Branch<N> {
  readonly key: string;
  readonly children: readonly N[];
}

export interface VisibleRow<N> {
  readonly node: N;
  readonly depth: number;
  readonly expandable: boolean;
  readonly open: boolean;
  readonly parentKey: string | null;
}

interface Visibility<N> {
  readonly isOpen: (node: N) => boolean;
  /** A node that is kept keeps its ancestors. */
  readonly keeps: (node: N) => boolean;
}

/** The rows a reader sees, top to bottom: every kept node whose ancestors are all open. */
export function visibleRows<N extends Branch<N>>(roots: readonly N[], { isOpen, keeps }: Visibility<N>): VisibleRow<N>[] {
  const kept = keptNodes(roots, keeps);
  const rows: VisibleRow<N>[] = [];
  const walk = (nodes: readonly N[], depth: number, parentKey: string | null): void => {
    for (const node of nodes) {
      if (!kept.has(node)) continue;
      const expandable = node.children.some((child) => kept.has(child));
      const open = expandable && isOpen(node);
      rows.push({ node, depth, expandable, open, parentKey });
      if (open) walk(node.children, depth + 1, node.key);
    }
  };
  walk(roots, 0, null);
  return rows;
}

function keptNodes<N extends Branch<N>>(roots: readonly N[], keeps: (node: N) => boolean): ReadonlySet<N> {
  const kept = new Set<N>();
  const visit = (node: N): boolean => {
    const below = node.children.map(visit).some(Boolean);
    if (below || keeps(node)) kept.add(node);
    return kept.has(node);
  };
  for (const root of roots) visit(root);
  return kept;
}
