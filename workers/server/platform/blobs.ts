export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** Bytes by name: an R2 bucket on Cloudflare, a folder on workerd. */
export interface Blobs {
  /** Stores the bytes under the key; storing the same key again is harmless. Resolves when they are durable. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** A response with the bytes, or undefined when there are none under the key. A range must lie within them. */
  get(key: string, range?: ByteRange): Promise<Response | undefined>;
  has(key: string): Promise<boolean>;
  /** Deleting what is not there is no failure. */
  delete(key: string): Promise<void>;
}

export function bucketBlobs(bucket: R2Bucket): Blobs {
  return {
    put: async (key, bytes) => void (await bucket.put(key, bytes)),
    get: async (key, range) => {
      const object = await bucket.get(key, range === undefined ? {} : { range });
      return object === null ? undefined : new Response(object.body);
    },
    has: async (key) => (await bucket.head(key)) !== null,
    delete: (key) => bucket.delete(key),
  };
}

/** `folder` is a writable disk service of workerd. */
export function folderBlobs(folder: Fetcher): Blobs {
  const url = (key: string): string => `http://blobs/${encodeURIComponent(key)}`;
  return {
    put: async (key, bytes) => {
      const response = await folder.fetch(url(key), { method: "PUT", body: bytes });
      if (!response.ok) throw new Error(`The blob folder answered ${response.status} to a write`);
    },
    get: async (key, range) => {
      const response = await folder.fetch(url(key), range === undefined ? {} : { headers: { range: headerOf(range) } });
      return response.ok ? response : undefined;
    },
    has: async (key) => (await folder.fetch(url(key), { method: "HEAD" })).ok,
    delete: async (key) => {
      const response = await folder.fetch(url(key), { method: "DELETE" });
      if (!response.ok && response.status !== 404) throw new Error(`The blob folder answered ${response.status} to a deletion`);
    },
  };
}

function headerOf({ offset, length }: ByteRange): string {
  return `bytes=${offset}-${offset + length - 1}`;
}
