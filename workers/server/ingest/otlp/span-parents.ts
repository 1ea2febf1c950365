import type { SpanBlock } from "#server/ingest/tables/spans";

/** Row of each span's parent in the same request; -1 when it has none or it is elsewhere. */
export function parentRows(spans: SpanBlock): Int32Array {
  const { span_id: ids, parent_span_id: parents, trace_id: traces } = spans.columns;
  const { rows } = spans;
  const mask = tableSize(rows) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const id = ids.data.view;
  const parent = parents.data.view;
  for (let row = 0; row < rows; row += 1) {
    let slot = hash(id, row) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = row;
  }
  const found = new Int32Array(rows).fill(-1);
  for (let row = 0; row < rows; row += 1) {
    const low = parent.getUint32(row * 8, true);
    const high = parent.getUint32(row * 8 + 4, true);
    if (low === 0 && high === 0) continue;
    for (let slot = hash(parent, row) & mask; slots[slot] !== -1; slot = (slot + 1) & mask) {
      const other = slots[slot] as number;
      const same = id.getUint32(other * 8, true) === low && id.getUint32(other * 8 + 4, true) === high;
      if (!same || other === row || !sameTrace(traces.data.view, row, other)) continue;
      found[row] = other;
      break;
    }
  }
  return found;
}

/** Whether the span names a parent, here or elsewhere. */
export function namesParent(spans: SpanBlock, row: number): boolean {
  const { view } = spans.columns.parent_span_id.data;
  return view.getUint32(row * 8, true) !== 0 || view.getUint32(row * 8 + 4, true) !== 0;
}

function tableSize(rows: number): number {
  let size = 16;
  while (size < rows * 2) size *= 2;
  return size;
}

function hash(ids: DataView, row: number): number {
  const mixed = Math.imul(ids.getUint32(row * 8, true) ^ Math.imul(ids.getUint32(row * 8 + 4, true), 0x85ebca6b), 0xc2b2ae35);
  return mixed ^ (mixed >>> 15);
}

function sameTrace(traces: DataView, row: number, other: number): boolean {
  for (let at = 0; at < 16; at += 4) if (traces.getUint32(row * 16 + at, true) !== traces.getUint32(other * 16 + at, true)) return false;
  return true;
}
