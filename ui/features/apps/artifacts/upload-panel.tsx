import { CircleCheck, FileUp, Upload as UploadIcon } from "lucide-react";
import type { DragEvent } from "react";
import { useRef, useState } from "react";
import { Problem } from "#schema/problems";
import { InspectionFacts } from "#ui/features/apps/artifacts/inspection-facts.tsx";
import type { Upload } from "#ui/features/apps/artifacts/use-upload.ts";
import { useUpload } from "#ui/features/apps/artifacts/use-upload.ts";
import type { Artifact } from "#ui/features/apps/queries/artifacts.ts";
import { Button } from "#ui/design/button.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { ProgressBar } from "#ui/design/progress-bar.tsx";
import { formatBytes } from "#ui/lib/format/number.ts";
import { useNow } from "#ui/lib/now.ts";

interface UploadPanelProps {
  readonly appId: string;
  readonly onDeploy: ((artifact: Artifact) => void) | undefined;
}

/** Where a JAR is dropped: how far it is, and what was found in it. */
export function UploadPanel({ appId, onDeploy }: UploadPanelProps) {
  const { upload, start, cancel, reset } = useUpload(appId);
  switch (upload.kind) {
    case "idle":
      return <DropZone onFile={(file) => void start(file)} />;
    case "running":
      return <Running upload={upload} onCancel={cancel} />;
    case "failed":
      return <Failed upload={upload} onRetry={() => void start(upload.file)} onOther={reset} />;
    case "done":
      return <Done artifact={upload.artifact} onDeploy={onDeploy} onMore={reset} />;
  }
}

function DropZone({ onFile }: { readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) onFile(file);
  };
  return (
    <div
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames(
        "flex flex-col items-center gap-3 rounded-lg border border-dashed px-6 py-8 text-center",
        over ? "border-accent bg-accent-soft" : "border-control bg-surface",
      )}
    >
      <FileUp aria-hidden className="size-7 text-faint" />
      <p className="text-sm text-muted">Drop a JAR here, up to 500 MB.</p>
      <Button icon={<UploadIcon aria-hidden className="size-3.5" />} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={input}
        type="file"
        accept=".jar,application/java-archive"
        aria-label="JAR file"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) onFile(file);
        }}
      />
    </div>
  );
}

const phases = { hashing: "Reading the file", sending: "Sending", inspecting: "Looking into the JAR" } as const;

interface RunningProps {
  readonly upload: Extract<Upload, { kind: "running" }>;
  readonly onCancel: () => void;
}

function Running({ upload: { file, progress, startedMs }, onCancel }: RunningProps) {
  const seconds = Math.max(0.5, (useNow() - startedMs) / 1_000);
  const { sentBytes, totalBytes, phase } = progress;
  const perSecond = sentBytes / seconds;
  const left = perSecond > 0 ? Math.ceil((totalBytes - sentBytes) / perSecond) : undefined;
  return (
    <div className="rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="min-w-0 grow truncate font-medium">{file.name}</span>
        <Button size="sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <ProgressBar label={`${phases[phase]} ${file.name}`} share={totalBytes === 0 ? 1 : sentBytes / totalBytes} className="mt-3 w-full" />
      <p role="status" className="mt-2 text-xs text-muted tabular">
        {phases[phase]}
        {phase === "sending" &&
          ` · ${formatBytes(sentBytes)} of ${formatBytes(totalBytes)} · ${formatBytes(perSecond)}/s${left === undefined ? "" : ` · ${left} s left`}`}
      </p>
    </div>
  );
}

interface FailedProps {
  readonly upload: Extract<Upload, { kind: "failed" }>;
  readonly onRetry: () => void;
  readonly onOther: () => void;
}

function Failed({ upload: { file, error }, onRetry, onOther }: FailedProps) {
  const refused = error instanceof Problem && (error.code === "artifact-refused" || error.code === "conflict");
  return (
    <Callout tone="bad" urgent>
      <p className="font-medium">{refused ? `${file.name} was refused` : `${file.name} did not get through`}</p>
      <p className="mt-1">{error.message}</p>
      <div className="mt-3 flex gap-2">
        {!refused && (
          <Button size="sm" onClick={onRetry}>
            Go on
          </Button>
        )}
        <Button size="sm" onClick={onOther}>
          Choose another file
        </Button>
      </div>
    </Callout>
  );
}

interface DoneProps {
  readonly artifact: Artifact;
  readonly onDeploy: ((artifact: Artifact) => void) | undefined;
  readonly onMore: () => void;
}

function Done({ artifact, onDeploy, onMore }: DoneProps) {
  return (
    <div className="rounded-lg border border-line bg-surface p-4">
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <CircleCheck aria-hidden className="size-5 text-good" />
        <span role="status" className="grow font-medium">
          Version {artifact.version} is here.
        </span>
        {onDeploy && (
          <Button variant="primary" onClick={() => onDeploy(artifact)}>
            Deploy it
          </Button>
        )}
        <Button onClick={onMore}>Upload another</Button>
      </div>
      <InspectionFacts artifact={artifact} />
    </div>
  );
}
