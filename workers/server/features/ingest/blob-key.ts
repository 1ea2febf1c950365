export function blobKey(tenant: string, sha256: string): string {
  return `${tenant}-${sha256}`;
}
