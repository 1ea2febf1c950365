import type { KeyboardEvent, ReactNode } from "react";
import { useId } from "react";
import { classNames } from "#ui/design/class-names.ts";

export interface Tab<Name extends string = string> {
  readonly id: Name;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly count?: number | undefined;
}

interface TabsProps<Name extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Name>[];
  readonly value: Name;
  readonly onChange: (tab: Name) => void;
  readonly actions?: ReactNode;
  /** The selected tab's content. */
  readonly children: ReactNode;
  readonly className?: string;
}

/** Tabs whose selection the parent owns (usually the URL). Arrow keys move and select. */
export function Tabs<Name extends string>({ label, tabs, value, onChange, actions, children, className }: TabsProps<Name>) {
  const id = useId();

  function move(event: KeyboardEvent<HTMLElement>) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = tabs.findIndex((tab) => tab.id === value);
    const next = tabs.at((at + step) % tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    onChange(next.id);
    document.getElementById(`${id}-${next.id}`)?.focus();
  }

  return (
    <div className={classNames("flex min-h-0 flex-col", className)}>
      <div className="flex items-center justify-between gap-3 border-b border-line">
        <div role="tablist" aria-label={label} onKeyDown={move} className="-mb-px flex gap-1 overflow-x-auto overflow-y-hidden">
          {tabs.map((tab) => (
            <TabButton
              key={tab.id}
              tab={tab}
              id={`${id}-${tab.id}`}
              panel={`${id}-panel`}
              selected={tab.id === value}
              onSelect={() => onChange(tab.id)}
            />
          ))}
        </div>
        {actions}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className="min-h-0 grow">
        {children}
      </div>
    </div>
  );
}

interface TabButtonProps {
  readonly tab: Tab;
  readonly id: string;
  readonly panel: string;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

function TabButton({ tab, id, panel, selected, onSelect }: TabButtonProps) {
  return (
    <button
      type="button"
      role="tab"
      id={id}
      aria-selected={selected}
      aria-controls={panel}
      tabIndex={selected ? 0 : -1}
      onClick={onSelect}
      className={classNames(
        "flex h-9 shrink-0 items-center gap-1.5 border-b-2 px-2.5 text-sm font-medium whitespace-nowrap -outline-offset-2 [&_svg]:size-4",
        selected ? "border-accent text-ink" : "border-transparent text-muted hover:text-ink",
      )}
    >
      {tab.icon}
      {tab.label}
      {tab.count !== undefined && <span className="rounded-full bg-hover px-1.5 text-2xs leading-4 text-muted tabular">{tab.count}</span>}
    </button>
  );
}
