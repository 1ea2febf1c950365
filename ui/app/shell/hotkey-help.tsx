import { Dialog } from "#ui/design/dialog.tsx";
import { Checkbox } from "#ui/design/checkbox.tsx";
import { Kbd } from "#ui/design/kbd.tsx";
import type { Hotkey } from "#ui/lib/hotkeys/registry.ts";
import { useHotkeyList } from "#ui/lib/hotkeys/use-hotkeys.ts";
import { prefer, usePreferences } from "#ui/lib/preferences.ts";

const groups: readonly Hotkey["group"][] = ["General", "Go to", "Time", "Lists"];

export function HotkeyHelp({ onClose }: { readonly onClose: () => void }) {
  const hotkeys = useHotkeyList();
  const { hotkeys: switchedOn } = usePreferences();
  return (
    <Dialog
      open
      onClose={onClose}
      title="Keyboard shortcuts"
      size="md"
      footer={
        <Checkbox
          label="Single-key shortcuts"
          checked={switchedOn}
          onChange={(event) => prefer({ hotkeys: event.target.checked })}
          className="mr-auto"
        />
      }
    >
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {groups.map((group) => {
          const members = hotkeys.filter((hotkey) => hotkey.group === group);
          return members.length === 0 ? null : <HotkeyGroup key={group} title={group} hotkeys={members} />;
        })}
      </div>
    </Dialog>
  );
}

function HotkeyGroup({ title, hotkeys }: { readonly title: string; readonly hotkeys: readonly Hotkey[] }) {
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-muted">{title}</h3>
      <dl className="divide-y divide-line">
        {hotkeys.map((hotkey) => (
          <div key={hotkey.keys} className="flex h-8 items-center justify-between gap-4">
            <dt>{hotkey.label}</dt>
            <dd>
              <Kbd keys={hotkey.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
