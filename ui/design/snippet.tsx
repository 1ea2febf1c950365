import { classNames } from "#ui/design/class-names.ts";
import { CopyButton } from "#ui/design/copy-button.tsx";

interface SnippetProps {
  readonly text: string;
  readonly label: string;
  /** Named above the lines, e.g. a file's name. */
  readonly title?: string;
  /** Long lines break; for text that is read rather than run. */
  readonly wrap?: boolean;
}

/** Lines to copy, exactly as they are. */
export function Snippet({ text, label, title, wrap = false }: SnippetProps) {
  return (
    <figure className="group relative overflow-hidden rounded-lg border border-line bg-sunken">
      {title !== undefined && <figcaption className="border-b border-line px-3 py-1.5 font-mono text-2xs text-muted">{title}</figcaption>}
      <div className="absolute top-0.5 right-1">
        <CopyButton text={text} label={label} />
      </div>
      {/* A scrollable region must be reachable by keyboard. */}
      <pre
        tabIndex={0}
        aria-label={label}
        className={classNames(
          "overflow-x-auto px-3 py-2.5 pr-11 text-xs leading-relaxed text-ink",
          wrap && "break-all whitespace-pre-wrap",
        )}
      >
        <code>{text}</code>
      </pre>
    </figure>
  );
}
