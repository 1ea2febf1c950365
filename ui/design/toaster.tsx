import { CircleCheck, Info, OctagonX, X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { classNames } from "#ui/design/class-names.ts";
import { IconButton } from "#ui/design/icon-button.tsx";
import type { Toast } from "#ui/design/toast-store.ts";
import { toast } from "#ui/design/toast-store.ts";

const icons = { good: CircleCheck, bad: OctagonX, info: Info } as const;
const colors = { good: "text-good", bad: "text-bad", info: "text-info" } as const;

/** Shows the toasts and reads them out. Mounted once. */
export function Toaster() {
  const toasts = useSyncExternalStore(toast.subscribe, toast.all);
  return (
    <div role="status" aria-live="polite" className="pointer-events-none fixed right-4 bottom-4 left-4 z-50 flex flex-col items-end gap-2">
      {toasts.map((one) => (
        <ToastCard key={one.id} one={one} />
      ))}
    </div>
  );
}

const shownMs = 6_000;

function ToastCard({ one }: { readonly one: Toast }) {
  const [held, setHeld] = useState(false);
  const stays = held || one.tone === "bad";
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => toast.dismiss(one.id), shownMs);
    return () => clearTimeout(timer);
  }, [stays, one.id]);
  const Icon = icons[one.tone];
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      className="pointer-events-auto flex w-full max-w-sm animate-fade-in items-start gap-2.5 rounded-lg bg-raised py-2 pr-1.5 pl-3 shadow-float"
    >
      <Icon aria-hidden className={classNames("mt-1.5 size-4 shrink-0", colors[one.tone])} />
      <div className="min-w-0 grow py-1 text-sm">
        {one.text}
        {one.requestId !== undefined && <div className="mt-0.5 truncate font-mono text-2xs text-muted">{one.requestId}</div>}
      </div>
      <IconButton label="Dismiss" size="sm" icon={<X aria-hidden />} onClick={() => toast.dismiss(one.id)} />
    </div>
  );
}
