import { useEffect, useRef, useState } from "react";
import { Kbd } from "#ui/design/kbd.tsx";

interface Shown {
  readonly target: HTMLElement;
  readonly text: string;
  readonly keys: string | undefined;
}

const delayMs = 350;

/**
 * Shows `data-tooltip` (and `data-tooltip-keys`) of whatever is hovered or focused. One layer for the whole page, so that a table of
 * thousands of cells pays nothing for them. The text must also be reachable without hovering (`aria-label`, or visible elsewhere).
 */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown>();
  const bubble = useRef<HTMLDivElement>(null);
  useEffect(() => watchTooltips(setShown, bubble), []);
  useEffect(() => {
    if (shown === undefined) return bubble.current?.hidePopover();
    bubble.current?.showPopover();
    if (bubble.current !== null) place(bubble.current, shown.target);
    return undefined;
  }, [shown]);
  return (
    <div
      ref={bubble}
      popover="manual"
      role="tooltip"
      className="fixed m-0 max-w-80 rounded-md bg-ink px-2 py-1 text-xs whitespace-pre-line text-canvas shadow-float"
    >
      {shown?.text}
      {shown?.keys !== undefined && (
        <span className="ml-2 align-middle">
          <Kbd keys={shown.keys} />
        </span>
      )}
    </div>
  );
}

function watchTooltips(show: (shown: Shown | undefined) => void, bubble: { readonly current: HTMLElement | null }): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: HTMLElement | undefined;

  function leave() {
    clearTimeout(timer);
    current = undefined;
    show(undefined);
  }
  function enter(node: EventTarget | null, waitMs: number) {
    if (node instanceof Node && bubble.current?.contains(node)) return;
    const target = node instanceof Element ? (node.closest<HTMLElement>("[data-tooltip]") ?? undefined) : undefined;
    if (target === current) return;
    leave();
    current = target;
    if (target === undefined) return;
    timer = setTimeout(
      () => target.isConnected && show({ target, text: target.dataset["tooltip"] ?? "", keys: target.dataset["tooltipKeys"] }),
      waitMs,
    );
  }

  document.addEventListener("pointerover", (event) => event.pointerType !== "touch" && enter(event.target, delayMs), { signal });
  document.addEventListener(
    "focusin",
    (event) => event.target instanceof Element && event.target.matches(":focus-visible") && enter(event.target, 0),
    { signal },
  );
  document.addEventListener("focusout", leave, { signal });
  document.addEventListener("pointerdown", leave, { signal });
  document.addEventListener("scroll", leave, { signal, capture: true, passive: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && leave(), { signal });
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}

const gapPx = 6;

function place(bubble: HTMLElement, target: HTMLElement): void {
  const at = target.getBoundingClientRect();
  const { width, height } = bubble.getBoundingClientRect();
  const below = at.bottom + gapPx + height <= window.innerHeight;
  const left = Math.min(Math.max(gapPx, at.left + (at.width - width) / 2), window.innerWidth - width - gapPx);
  bubble.style.left = `${left}px`;
  bubble.style.top = `${below ? at.bottom + gapPx : at.top - gapPx - height}px`;
}
