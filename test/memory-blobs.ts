import type { Blobs } from "#server/platform/blobs";

export interface MemoryBlobs extends Blobs {
  readonly keys: () => readonly string[];
}

export function memoryBlobs(): MemoryBlobs {
  const stored = new Map<string, Uint8Array>();
  return {
    put: async (key, bytes) => void stored.set(key, bytes.slice()),
    get: async (key, range = { offset: 0, length: Number.POSITIVE_INFINITY }) => {
      const bytes = stored.get(key)?.slice(range.offset, range.offset + range.length);
      return bytes === undefined ? undefined : new Response(bytes);
    },
    has: async (key) => stored.has(key),
    delete: async (key) => void stored.delete(key),
    keys: () => [...stored.keys()],
  };
}
