export interface Toast {
  readonly id: number;
  readonly tone: "good" | "bad" | "info";
  readonly text: string;
  readonly requestId?: string | undefined;
}

type Listener = () => void;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<Listener>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function add(tone: Toast["tone"], text: string, requestId?: string): void {
  set([...toasts.slice(-3), { id: nextId++, tone, text, requestId }]);
}

/** Short messages about something that just happened and may be missed; what must be read belongs on the page. */
export const toast = {
  good: (text: string) => add("good", text),
  info: (text: string) => add("info", text),
  bad: (text: string, requestId?: string) => add("bad", text, requestId),
  dismiss: (id: number) => set(toasts.filter((one) => one.id !== id)),
  all: () => toasts,
  subscribe: (listener: Listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
