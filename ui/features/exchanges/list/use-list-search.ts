import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { z } from "zod";
import type { exchangesSearch } from "../search.ts";

export type ListSearch = z.output<typeof exchangesSearch>;
type Change = Partial<ListSearch> & { readonly from?: string; readonly to?: string };
export type ChangeSearch = (change: Change, how?: { readonly replace: boolean }) => void;

/** The list's part of the address and how to change it. A new query folds what was unfolded. */
export function useListSearch(): readonly [ListSearch, ChangeSearch] {
  const { q, cols, sel, panel, live } = useSearch({ strict: false });
  const navigate = useNavigate();
  const search = useMemo(() => ({ q, cols, sel, panel, live }), [q, cols, sel, panel, live]);
  const change = useCallback<ChangeSearch>(
    (change, { replace } = { replace: false }) => {
      const folded = "q" in change ? { sel: undefined } : {};
      void navigate({ to: "/exchanges", search: (old) => ({ ...old, ...folded, ...change }), replace });
    },
    [navigate],
  );
  return [search, change];
}
