/** Two halves of a 64-bit fingerprint. */
export interface Fingerprint {
  readonly low: number;
  readonly high: number;
}

/** Equal for errors that differ only in numbers and ids, so that they can be counted as one. Zero for no error. */
export function errorFingerprint(errorClass: string, node: string, message: string): Fingerprint {
  if (errorClass === "" && message === "") return { low: 0, high: 0 };
  const text = `${errorClass}\n${node}\n${message.slice(0, 512).replace(/[0-9a-f]{8,}|[0-9]+/gi, "#")}`;
  return { low: fnv(text, 0x811c9dc5), high: fnv(text, 0x01234567) };
}

function fnv(text: string, seed: number): number {
  let mixed = seed;
  for (let i = 0; i < text.length; i += 1) mixed = Math.imul(mixed ^ text.charCodeAt(i), 0x01000193);
  return mixed >>> 0;
}

/** Identifies a metric series: equal for equal names and attributes, in whatever order the attributes came. */
export function seriesFingerprint(names: readonly string[], attributes: readonly string[]): Fingerprint {
  const text = [...names, ...attributes.toSorted()].join("\n");
  return { low: fnv(text, 0x811c9dc5), high: fnv(text, 0x01234567) };
}
