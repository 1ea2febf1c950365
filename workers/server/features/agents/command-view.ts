import type { z } from "zod";
import type { command } from "#schema/contract/agents";
import type { CommandRow } from "#server/features/agents/commands.store";
import { isoOf } from "#server/platform/clock";

/** A command as people see it: the stored state, or what must have become of it meanwhile. */
export function commandView(row: CommandRow, now: { readonly deliveredSequence: number; readonly nowMs: number }): z.input<typeof command> {
  const { tenantId: _tenant, issuedAt, expiresAt, state, ...rest } = row;
  const waiting = state === "pending" || state === "delivered";
  const reached = row.sequence <= now.deliveredSequence ? "delivered" : state;
  return {
    ...rest,
    state: !waiting ? state : expiresAt <= now.nowMs ? "expired" : reached,
    issuedAt: isoOf(issuedAt),
    expiresAt: isoOf(expiresAt),
  };
}
