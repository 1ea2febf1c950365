/** What the Worker uses of Node's crypto: workerd has no scrypt in WebCrypto and no constant-time comparison that Node has too. */
declare module "node:crypto" {
  export function scrypt(
    password: string | Uint8Array,
    salt: Uint8Array,
    length: number,
    options: { readonly N: number; readonly r: number; readonly p: number; readonly maxmem: number },
    done: (error: Error | null, key: Uint8Array) => void,
  ): void;
  export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean;
}
