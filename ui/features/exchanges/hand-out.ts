import { toast } from "#ui/design/toast-store.ts";

/** Copies and says so; a refusal of the browser is said too. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.good(done);
  } catch {
    toast.bad("The browser did not allow copying.");
  }
}

export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
