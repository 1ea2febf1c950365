import type { ReactNode } from "react";
import type { Destination, Instruction } from "#ui/features/onboarding/instructions.ts";
import { camelInstructions, demoCommand, javaAgentInstructions, registrationCall } from "#ui/features/onboarding/instructions.ts";
import type { Runtime } from "#ui/features/onboarding/runtimes.ts";
import { runtimeNames, runtimes } from "#ui/features/onboarding/runtimes.ts";
import { Callout } from "#ui/design/callout.tsx";
import { SegmentedControl } from "#ui/design/segmented-control.tsx";
import { Snippet } from "#ui/design/snippet.tsx";

interface TabProps {
  readonly destination: Destination;
}

interface OpenTelemetryTabProps extends TabProps {
  readonly runtime: Runtime;
  readonly onRuntime: (runtime: Runtime) => void;
}

export function OpenTelemetryTab({ destination, runtime, onRuntime }: OpenTelemetryTabProps) {
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">Camel's own component, since Camel 4.11. No Cameleer code in your app.</p>
        <SegmentedControl
          label="Runtime"
          value={runtime}
          options={runtimes.map((value) => ({ value, label: runtimeNames[value] }))}
          onChange={onRuntime}
        />
      </div>
      <Steps instructions={camelInstructions(runtime, destination)} />
    </>
  );
}

export function JavaAgentTab({ destination }: TabProps) {
  return (
    <>
      <p className="text-muted">
        The agent brings the SDK and the exporter; Camel's component tells it about routes. On Quarkus use the extension of the first tab
        instead.
      </p>
      <Steps instructions={javaAgentInstructions(destination)} />
    </>
  );
}

export function CameleerAgentTab({ destination }: TabProps) {
  return (
    <>
      <Callout tone="info">
        The Cameleer agent for the JVM ships in a later release. Its protocol is served today, so you can try the product with the demo
        fleet, which speaks it, or register an agent of your own.
      </Callout>
      <Step number={1} title="Try it: several apps, realistic errors, live traffic">
        <Snippet title="shell, in the product's folder" label="Copy the demo command" text={demoCommand(destination)} />
      </Step>
      <Step number={2} title="Or speak the protocol yourself: register, then send batches">
        <Snippet title="shell" label="Copy the registration call" text={registrationCall(destination)} />
        <p className="mt-2 text-xs text-muted">
          The answer holds the agent's id and its tokens. docs/PROTOCOL.md describes heartbeats, batches and commands.
        </p>
      </Step>
    </>
  );
}

function Steps({ instructions }: { readonly instructions: readonly Instruction[] }) {
  return instructions.map(({ title, file, text }, index) => (
    <Step key={title} number={index + 1} title={title}>
      <Snippet title={file} label={`Copy: ${title}`} text={text} />
    </Step>
  ));
}

function Step({ number, title, children }: { readonly number: number; readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-2">
      <span aria-hidden className="grid size-5 place-items-center rounded-full bg-accent-soft text-2xs font-semibold text-accent tabular">
        {number}
      </span>
      <div>
        <h2 className="mb-2 font-medium">{title}</h2>
        {children}
      </div>
    </section>
  );
}
