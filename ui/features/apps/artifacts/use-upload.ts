import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Progress } from "#ui/features/apps/artifacts/upload-file.ts";
import { uploadFile } from "#ui/features/apps/artifacts/upload-file.ts";
import type { Artifact } from "#ui/features/apps/queries/artifacts.ts";

export type Upload =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly file: File; readonly progress: Progress; readonly startedMs: number }
  | { readonly kind: "done"; readonly artifact: Artifact }
  | { readonly kind: "failed"; readonly file: File; readonly error: Error };

/** One upload at a time; `retry` goes on where it stopped. Leaving the page gives it up, and the browser asks before that. */
export function useUpload(appId: string) {
  const [upload, setUpload] = useState<Upload>({ kind: "idle" });
  const abort = useRef<AbortController>(undefined);
  const client = useQueryClient();
  const start = useCallback(
    async (file: File) => {
      const controller = new AbortController();
      abort.current = controller;
      const startedMs = Date.now();
      const onProgress = (progress: Progress) => setUpload({ kind: "running", file, progress, startedMs });
      try {
        const artifact = await uploadFile({ appId, file, signal: controller.signal, onProgress });
        setUpload({ kind: "done", artifact });
        await client.invalidateQueries({ queryKey: ["apps"] });
      } catch (error) {
        if (controller.signal.aborted) setUpload({ kind: "idle" });
        else setUpload({ kind: "failed", file, error: error instanceof Error ? error : new Error(String(error)) });
      }
    },
    [appId, client],
  );
  const running = upload.kind === "running";
  useEffect(() => {
    if (!running) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [running]);
  useEffect(() => () => abort.current?.abort(), []);
  return { upload, start, cancel: () => abort.current?.abort(), reset: () => setUpload({ kind: "idle" }) };
}
