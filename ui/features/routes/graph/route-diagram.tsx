import { Maximize2, Minus, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { kindLook } from "#ui/features/routes/graph/kind-look.ts";
import type { Box, Wire } from "#ui/features/routes/graph/layout-route.ts";
import { layoutRoute } from "#ui/features/routes/graph/layout-route.ts";
import { middleCut } from "#ui/features/routes/graph/middle-cut.ts";
import type { RouteNode } from "#ui/features/routes/graph/route-tree.ts";
import { routeTree } from "#ui/features/routes/graph/route-tree.ts";
import type { RouteGraph } from "#ui/features/routes/queries/route-graph.ts";
import { IconButton } from "#ui/design/icon-button.tsx";

const margin = 20;
/** Below this the labels cannot be read; the frame scrolls instead. */
const smallestFit = 0.6;
const zoomSteps = [0.5, 0.65, 0.8, 1, 1.25, 1.5];

/** The route's structure as a picture, and as a nested list for those who do not see it. */
export function RouteDiagram({ graph }: { readonly graph: RouteGraph }) {
  const tree = useMemo(() => withEntry(graph), [graph]);
  const drawing = useMemo(() => layoutRoute(tree), [tree]);
  const [zoom, setZoom] = useState<number>();
  const at = zoomSteps.indexOf(zoom ?? 1);
  const width = drawing.width + margin * 2;
  const height = drawing.height + margin * 2;
  return (
    <div className="relative">
      <div className="absolute right-3 bottom-3 flex rounded-md border border-line bg-surface shadow-raised">
        <IconButton label="Smaller" size="sm" icon={<Minus aria-hidden />} disabled={at <= 0} onClick={() => setZoom(zoomSteps[at - 1])} />
        <IconButton label="Fit" size="sm" icon={<Maximize2 aria-hidden />} onClick={() => setZoom(undefined)} />
        <IconButton
          label="Larger"
          size="sm"
          icon={<Plus aria-hidden />}
          disabled={at === zoomSteps.length - 1}
          onClick={() => setZoom(zoomSteps[at + 1])}
        />
      </div>
      {/* A scrollable region must be reachable by keyboard. */}
      <div tabIndex={0} role="region" aria-label="Route diagram" className="max-h-[70dvh] overflow-auto rounded-b-lg bg-canvas">
        <svg
          aria-hidden
          viewBox={`${-margin} ${-margin} ${width} ${height}`}
          width={width * (zoom ?? 1)}
          height={zoom === undefined ? undefined : height * zoom}
          style={zoom === undefined ? { minWidth: width * smallestFit } : {}}
          className={zoom === undefined ? "mx-auto block h-auto max-w-full" : "mx-auto block"}
        >
          {drawing.boxes.map((box, index) => (
            <NodeBox key={`${box.node.id} ${index}`} box={box} />
          ))}
          {drawing.wires.map((wire) => (
            <WireLine key={`${wire.from.x} ${wire.from.y}`} wire={wire} />
          ))}
        </svg>
      </div>
      <div className="sr-only">
        <NodeList nodes={tree} />
      </div>
    </div>
  );
}

function withEntry(graph: RouteGraph): readonly RouteNode[] {
  const tree = routeTree(graph);
  return tree[0]?.kind === "from" || graph.fromUri === ""
    ? tree
    : [{ id: "from", kind: "from", label: graph.fromUri, steps: [], branches: [] }, ...tree];
}

const labelLength = 23;

function NodeBox({ box }: { readonly box: Box }) {
  const { node, x, y, width, height, container } = box;
  const look = kindLook(node.kind);
  const characters = container ? Math.floor((width - 60) / 7) : labelLength;
  const entry = node.kind === "from";
  return (
    <g transform={`translate(${x} ${y})`} data-tooltip={`${node.kind}  ${node.id}\n${node.label}`}>
      <rect
        width={width}
        height={height}
        rx={container ? 10 : 8}
        strokeDasharray={container ? "4 3" : undefined}
        className={
          container
            ? "fill-[color-mix(in_oklab,var(--color-sunken)_55%,transparent)] stroke-control"
            : entry
              ? "fill-accent-soft stroke-accent"
              : "fill-surface stroke-control"
        }
      />
      <look.icon x={12} y={container ? 11 : 13} width={17} height={17} className={entry ? "text-accent" : "text-muted"} />
      <text x={38} y={container ? 17 : 18} className="fill-muted text-[10.5px]">
        {node.kind}
      </text>
      <text x={38} y={container ? 31 : 33} className="fill-ink font-mono text-[11px]">
        {middleCut(shortLabel(node), characters)}
      </text>
    </g>
  );
}

/** The label without what the kind above it says already: `when ${…}` and `onException[…]` lose their first word. */
function shortLabel({ id, kind, label }: RouteNode): string {
  const rest = label.toLowerCase().startsWith(kind.toLowerCase()) ? label.slice(kind.length) : "";
  const short = /^\[(.*)\]$/.exec(rest)?.[1] ?? (rest.startsWith(" ") ? rest.trim() : label);
  return short === "" || short === kind ? id : short;
}

function WireLine({ wire: { from, to } }: { readonly wire: Wire }) {
  return (
    <g className="fill-none stroke-faint" strokeWidth={1.25}>
      <path d={`M${from.x} ${from.y}V${to.y - 1}`} />
      <path d={`M${to.x - 3.5} ${to.y - 5.5}L${to.x} ${to.y - 1}l3.5 -4.5`} />
    </g>
  );
}

function NodeList({ nodes }: { readonly nodes: readonly RouteNode[] }) {
  return (
    <ol>
      {nodes.map((node) => (
        <li key={node.id}>
          {node.kind} {node.label}
          {node.steps.length + node.branches.length > 0 && <NodeList nodes={[...node.steps, ...node.branches]} />}
        </li>
      ))}
    </ol>
  );
}
