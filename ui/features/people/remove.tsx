import { X } from "lucide-react";
import { IconButton } from "#ui/design/icon-button.tsx";

interface RemoveProps {
  readonly name: string;
  readonly busy: boolean;
  readonly onRemove: () => void;
}

export function Remove({ name, busy, onRemove }: RemoveProps) {
  return <IconButton size="sm" label={`Remove ${name}`} icon={<X aria-hidden />} disabled={busy} onClick={onRemove} />;
}
