/** 150 is one and a half CPUs. */
export function cores(percent: number | null): string {
  return percent === null ? "-" : `${percent} %`;
}

export function mebibytes(bytes: number | null): string {
  return bytes === null ? "-" : `${Math.round(bytes / 2 ** 20)} MiB`;
}
