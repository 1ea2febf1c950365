import type { Draft } from "#ui/features/apps/settings/draft.ts";
import { NumberField } from "#ui/features/apps/settings/number-field.tsx";
import { Checkbox } from "#ui/design/checkbox.tsx";
import { Field } from "#ui/design/field.tsx";
import { Input, Select } from "#ui/design/input.tsx";
import { Panel } from "#ui/design/panel.tsx";

interface PanelProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

export function ResourcesPanel({ draft, onChange }: PanelProps) {
  return (
    <Panel title="Resources and JVM">
      <div className="grid grid-cols-1 gap-4 p-4 sm:grid-cols-2">
        <NumberField
          label="Memory limit (MiB)"
          value={draft.memoryMebibytes}
          min={64}
          onChange={(value) => onChange({ memoryMebibytes: value })}
        />
        <NumberField label="CPUs" value={draft.cpus} min={0.05} step={0.05} onChange={(value) => onChange({ cpus: value })} />
        <NumberField
          label="Heap, share of the memory (%)"
          value={draft.memoryPercent}
          min={10}
          max={90}
          onChange={(value) => onChange({ memoryPercent: value })}
        />
        <Field label="JVM flags" hint="Separated by spaces.">
          {(control) => (
            <Input {...control} value={draft.flags} spellCheck={false} onChange={(event) => onChange({ flags: event.target.value })} />
          )}
        </Field>
      </div>
    </Panel>
  );
}

export function AddressPanel({ draft, onChange }: PanelProps) {
  return (
    <Panel title="Address and health">
      <div className="grid grid-cols-1 gap-4 p-4 sm:grid-cols-2">
        <Field label="HTTP port" hint="Empty for an app without one.">
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={65_535}
              value={draft.httpPort}
              onChange={(event) => onChange({ httpPort: event.target.value })}
            />
          )}
        </Field>
        <Field label="Health path" hint="Empty: the ones of Camel, Spring Boot and Quarkus are tried.">
          {(control) => (
            <Input
              {...control}
              placeholder="/observe/health/ready"
              value={draft.healthPath}
              onChange={(event) => onChange({ healthPath: event.target.value })}
            />
          )}
        </Field>
        <NumberField
          label="Must be healthy within (s)"
          value={draft.startDeadlineSeconds}
          min={1}
          max={1_800}
          onChange={(value) => onChange({ startDeadlineSeconds: value })}
        />
        <NumberField
          label="Time for requests under way (s)"
          hint="When it gets no new ones any more, before it is told to stop. Shorter when no connection to it is open."
          value={draft.drainSeconds}
          min={0}
          max={600}
          onChange={(value) => onChange({ drainSeconds: value })}
        />
        <NumberField
          label="Time to finish when stopped (s)"
          hint="Until it is killed. Camel takes up to 45 s by itself."
          value={draft.stopSeconds}
          min={1}
          max={1_800}
          onChange={(value) => onChange({ stopSeconds: value })}
        />
        <Checkbox
          label="Reachable from outside"
          hint="Through the host's router, under the address that the server is set to."
          checked={draft.exposed}
          onChange={(event) => onChange({ exposed: event.target.checked })}
        />
      </div>
    </Panel>
  );
}

export function UpdatePanel({ draft, onChange }: PanelProps) {
  return (
    <Panel title="How a new version takes over">
      <div className="grid grid-cols-1 gap-4 p-4 sm:grid-cols-2">
        <Field
          label="Strategy"
          hint={
            draft.strategy === "blue-green"
              ? "The new one starts beside the old one and takes over when it is healthy: no gap."
              : "The old one stops first: for exclusive consumers (files, timers, fixed ports). Nothing answers meanwhile; each deployment says for how long."
          }
        >
          {(control) => (
            <Select
              {...control}
              value={draft.strategy}
              onChange={(event) => onChange({ strategy: event.target.value as Draft["strategy"] })}
            >
              <option value="blue-green">Side by side</option>
              <option value="recreate">Stop, then start</option>
            </Select>
          )}
        </Field>
        <Checkbox
          label="Go back by itself"
          hint="When the new version does not become healthy, or crashes soon after."
          checked={draft.autoRollback}
          onChange={(event) => onChange({ autoRollback: event.target.checked })}
        />
      </div>
    </Panel>
  );
}
