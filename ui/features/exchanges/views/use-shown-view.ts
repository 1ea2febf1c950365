import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { Range } from "#ui/lib/range/range.ts";
import { useEnvironment } from "#ui/lib/use-environment.ts";
import type { ListSearch } from "../list/use-list-search.ts";
import type { Shown } from "./saved-view.ts";

/** What the list shows now, and how to show something else. */
export function useShownView({ q = "", cols = "" }: ListSearch, { from, to }: Range): readonly [Shown, (view: Shown) => void] {
  const { environment } = useEnvironment();
  const navigate = useNavigate();
  const present = useMemo(() => ({ q, environment, from, to, cols }), [q, environment, from, to, cols]);
  const open = useCallback(
    (view: Shown) => {
      const given = (text: string) => (text === "" ? undefined : text);
      const search = { q: given(view.q), env: given(view.environment), cols: given(view.cols), from: view.from, to: view.to };
      void navigate({ to: "/exchanges", search });
    },
    [navigate],
  );
  return [present, open];
}
