import type { ReactNode } from "react";
import { useEffect, useRef } from "react";
import { Logo } from "#ui/design/logo.tsx";

interface FrontDoorProps {
  readonly title: string;
  readonly description: ReactNode;
  readonly children: ReactNode;
}

/** The frame of the pages one sees before being signed in: one column over dunes. */
export function FrontDoor({ title, description, children }: FrontDoorProps) {
  const frame = useRef<HTMLElement>(null);
  useEffect(() => frame.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus(), []);
  return (
    <main ref={frame} className="relative isolate grid min-h-dvh grid-rows-[1fr_auto_2fr] overflow-hidden px-5">
      <Dunes />
      <div className="row-start-2 mx-auto w-full max-w-[21rem] py-10">
        <div className="mb-8 flex items-center gap-3">
          <Logo className="size-9" />
          <span className="text-lg font-semibold tracking-[-0.015em]">Cameleer</span>
        </div>
        <h1 className="text-2xl font-semibold tracking-[-0.02em]">{title}</h1>
        <div className="mt-1.5 mb-7 text-base text-muted">{description}</div>
        {children}
      </div>
    </main>
  );
}

function Dunes() {
  return (
    <svg
      aria-hidden
      viewBox="0 0 1440 320"
      preserveAspectRatio="xMidYMax slice"
      className="absolute inset-x-0 bottom-0 -z-10 h-[34vh] w-full"
    >
      <circle cx="1064" cy="150" r="44" className="fill-[light-dark(oklch(0.8_0.1_70),oklch(0.83_0.035_85))] opacity-80" />
      <path
        d="M0 190C190 120 330 118 520 168s390 62 560 6 270-66 360-44v190H0z"
        className="fill-[light-dark(oklch(0.955_0.012_82),oklch(0.195_0.012_225))]"
      />
      <path
        d="M0 236c150-20 270-72 450-50s330 92 520 70 330-84 470-62v126H0z"
        className="fill-[light-dark(oklch(0.93_0.018_80),oklch(0.22_0.015_222))]"
      />
      <path
        d="M0 268c240 20 380-36 610-22s360 62 520 42 220-42 310-34v66H0z"
        className="fill-[light-dark(oklch(0.895_0.026_78),oklch(0.25_0.02_220))]"
      />
    </svg>
  );
}
