/** A range of addresses: its first one as a number, and how many bits of it count. */
export interface AddressRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly bits: number;
}

/** `10.0.0.0/8`, `2001:db8::/32` or a single address; undefined when it is none of these. */
export function addressRange(text: string): AddressRange | undefined {
  const [, address = "", bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const parsed = numberOf(address);
  if (parsed === undefined) return undefined;
  const width = parsed.version === 4 ? 32 : 128;
  const counted = bits === undefined ? width : Number(bits);
  return counted > width ? undefined : { version: parsed.version, first: parsed.value, bits: counted };
}

export function isWithin(ranges: readonly AddressRange[], address: string): boolean {
  const parsed = numberOf(address);
  if (parsed === undefined) return false;
  return ranges.some(({ version, first, bits }) => {
    const ignored = BigInt((version === 4 ? 32 : 128) - bits);
    return version === parsed.version && first >> ignored === parsed.value >> ignored;
  });
}

export const isAddress = (text: string): boolean => numberOf(text) !== undefined;

function numberOf(address: string): { readonly version: 4 | 6; readonly value: bigint } | undefined {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const four = mapped.split(".").map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  if (four.length === 4 && four.every((part) => part < 256)) return { version: 4, value: joined(four, 8n) };
  if (!/^[0-9a-f:]+$/i.test(address) || address.split("::").length > 2) return undefined;
  const [head = "", tail] = address.split("::");
  const groupsOf = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const [left, right] = [groupsOf(head), groupsOf(tail ?? "")];
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return {
    version: 6,
    value: joined(
      groups.map((group) => Number.parseInt(group, 16)),
      16n,
    ),
  };
}

const joined = (parts: readonly number[], width: bigint): bigint => parts.reduce((value, part) => (value << width) | BigInt(part), 0n);
