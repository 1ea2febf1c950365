import type { RouteNode } from "#ui/features/routes/graph/route-tree.ts";

export interface Box {
  readonly node: RouteNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** A frame around what it contains. */
  readonly container: boolean;
}

/** A straight-angled line from the bottom of one box to the top of another. */
export interface Wire {
  readonly from: Point;
  readonly to: Point;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Containers before what they contain. */
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
}

export const nodeWidth = 208;
export const nodeHeight = 44;
const gap = 22;
const padding = 14;
const headHeight = 40;
/** What a route does on the side, not one after the other. */
const aside = /^(onexception|oncompletion|deadletterchannel|intercept\w*)$/i;

interface Canvas {
  readonly boxes: Box[];
  readonly wires: Wire[];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Containment layout: a sequence runs downwards, error handling beside it; what a processor contains lies in a frame around it, branches side by side.
 * Sizes are measured bottom-up, places given top-down; the same tree always gives the same drawing.
 */
export function layoutRoute(nodes: readonly RouteNode[]): Drawing {
  const canvas: Canvas = { boxes: [], wires: [] };
  const main = nodes.filter((node) => !aside.test(node.kind));
  const size = sequenceSize(main);
  placeSequence(canvas, main, { x: 0, y: 0, width: size.width });
  const blocks = nodes.filter((node) => aside.test(node.kind));
  if (blocks.length === 0) return { ...size, ...canvas };
  const beside = sequenceSize(blocks);
  const x = size.width + gap * 2;
  let y = 0;
  for (const block of blocks) {
    placeSequence(canvas, [block], { x, y, width: beside.width });
    y += nodeSize(block).height + gap;
  }
  return { width: x + beside.width, height: Math.max(size.height, beside.height), ...canvas };
}

function isContainer(node: RouteNode): boolean {
  return node.steps.length > 0 || node.branches.length > 0;
}

function sequenceSize(nodes: readonly RouteNode[]): Size {
  const sizes = nodes.map(nodeSize);
  return {
    width: Math.max(nodeWidth, ...sizes.map((size) => size.width)),
    height: sum(sizes.map((size) => size.height)) + gap * Math.max(0, nodes.length - 1),
  };
}

/** The columns inside a container: its own steps, then one per branch. */
function columnsOf(node: RouteNode): readonly (readonly RouteNode[])[] {
  return [...(node.steps.length > 0 ? [node.steps] : []), ...node.branches.map((branch) => [branch])];
}

function nodeSize(node: RouteNode): Size {
  if (!isContainer(node)) return { width: nodeWidth, height: nodeHeight };
  const sizes = columnsOf(node).map(sequenceSize);
  return {
    width: sum(sizes.map((size) => size.width)) + gap * (sizes.length - 1) + padding * 2,
    height: headHeight + Math.max(...sizes.map((size) => size.height)) + padding,
  };
}

function placeSequence(canvas: Canvas, nodes: readonly RouteNode[], area: Point & { readonly width: number }): void {
  let y = area.y;
  let before: Point | undefined;
  for (const node of nodes) {
    const size = nodeSize(node);
    const x = area.x + (area.width - size.width) / 2;
    const middle = area.x + area.width / 2;
    if (before !== undefined) canvas.wires.push({ from: before, to: { x: middle, y } });
    placeNode(canvas, node, { x, y, ...size });
    before = { x: middle, y: y + size.height };
    y += size.height + gap;
  }
}

function placeNode(canvas: Canvas, node: RouteNode, place: Point & Size): void {
  const container = isContainer(node);
  canvas.boxes.push({ node, ...place, container });
  if (!container) return;
  let x = place.x + padding;
  for (const column of columnsOf(node)) {
    const { width } = sequenceSize(column);
    placeSequence(canvas, column, { x, y: place.y + headHeight, width });
    x += width + gap;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
