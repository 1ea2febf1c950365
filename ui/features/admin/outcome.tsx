import { CircleCheck, CircleX } from "lucide-react";
import type { AuditEntry } from "#ui/features/admin/queries/audit.ts";
import { Badge } from "#ui/design/badge.tsx";

export function Outcome({ outcome }: { readonly outcome: AuditEntry["outcome"] }) {
  const done = outcome === "success";
  return (
    <Badge tone={done ? "good" : "bad"} icon={done ? <CircleCheck aria-hidden /> : <CircleX aria-hidden />}>
      {done ? "Done" : "Refused"}
    </Badge>
  );
}
