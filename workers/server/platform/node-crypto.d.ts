/** What the Worker uses of Node's crypto: workerd has no scrypt in WebCrypto and no constant-time comparison that Node has too. */
declare module "node:crypto" {
  type ScryptCost = { readonly N: number; readonly r: number; readonly p: number; readonly maxmem: number };
  type Done = (error: Error | null, key: Uint8Array) => void;
  export const scrypt: (...call: [password: string, salt: Uint8Array, lengthBytes: number, cost: ScryptCost, done: Done]) => void;
  export const timingSafeEqual: (a: Uint8Array, b: Uint8Array) => boolean;
}
