/** What the Worker uses of Node's zlib: the platform's DecompressionStream knows no zstd and no limit. */
declare module "node:zlib" {
  interface Options {
    /** more output than this throws */
    readonly maxOutputLength: number;
  }
  export function gunzipSync(bytes: Uint8Array, options: Options): Uint8Array<ArrayBuffer>;
  export function inflateRawSync(bytes: Uint8Array, options: Options): Uint8Array<ArrayBuffer>;
  export function inflateSync(bytes: Uint8Array, options: Options): Uint8Array<ArrayBuffer>;
  export function zstdDecompressSync(bytes: Uint8Array, options: Options): Uint8Array<ArrayBuffer>;
}
