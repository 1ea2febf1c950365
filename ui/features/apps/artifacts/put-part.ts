import { putUploadPart } from "#schema/contract/artifacts";
import { urlOf } from "#schema/contract/call";
import { Problem, problemFromDocument } from "#schema/problems";
import { csrfHeaders } from "#ui/lib/api.ts";

interface Part {
  readonly uploadId: string;
  readonly number: number;
  readonly bytes: Blob;
  readonly signal: AbortSignal;
  /** Bytes of this part that have left. */
  readonly onSent: (count: number) => void;
}

/** `fetch` does not say how much has been sent; XMLHttpRequest does. */
export function putPart({ uploadId, number, bytes, signal, onSent }: Part): Promise<void> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open("PUT", urlOf(putUploadPart, { params: { id: uploadId, number } }));
    xhr.setRequestHeader("content-type", "application/octet-stream");
    for (const [name, value] of Object.entries(csrfHeaders())) xhr.setRequestHeader(name, value);
    xhr.upload.addEventListener("progress", ({ loaded }) => onSent(loaded));
    xhr.addEventListener("load", () => {
      if (xhr.status < 400) return resolve(onSent(bytes.size));
      return reject(problemFromDocument(parsed(xhr.responseText)));
    });
    xhr.addEventListener("error", () => reject(new Problem("store-unavailable", { detail: "The server could not be reached." })));
    xhr.addEventListener("abort", () => reject(new DOMException("Cancelled", "AbortError")));
    signal.addEventListener("abort", () => xhr.abort(), { once: true });
    xhr.send(bytes);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
