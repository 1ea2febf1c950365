/** What the Worker uses of Node's crypto: workerd has no scrypt in WebCrypto no constant-time comparison that Node has too, and no digest over pieces. */
declare module "node:crypto" {
  type ScryptCost = { readonly N: number; readonly r: number; readonly p: number; readonly maxmem: number };
  type Done = (error: Error | null, key: Uint8Array) => void;
  export const scrypt: (...call: [password: string, salt: Uint8Array, lengthBytes: number, cost: ScryptCost, done: Done]) => void;
  interface Hash {
    update(bytes: Uint8Array): Hash;
    digest(): Uint8Array;
  }
  export const createHash: (algorithm: "sha256") => Hash;
  export const timingSafeEqual: (a: Uint8Array, b: Uint8Array) => boolean;
}
