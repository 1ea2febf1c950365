import type { DesiredApp } from "#schema/protocol/runner/v1/desired-app";
import type { PlaceIds } from "../executor/workload.ts";
import { redactor } from "../logs/redact.ts";
import { type HostKeys, openWithHostKeys } from "../protocol/host-keys.ts";

export interface SecretKeeping {
  /** The values, or the name of the first that does not open. */
  unseal(app: DesiredApp): Promise<{ readonly values: readonly { name: string; value: string }[] } | { readonly sealed: string }>;
  /** Hides every value that was ever opened for a place. */
  redactorOf(place: PlaceIds): (text: string) => string;
}

/** Opens secrets for as long as they are needed, in memory only. */
export function newSecretKeeping(runnerId: string, keys: () => HostKeys): SecretKeeping {
  const opened = new Map<string, Set<string>>();
  const keyOf = ({ environmentId, appId }: PlaceIds): string => `${environmentId}.${appId}`;
  return {
    async unseal(app) {
      const ids = { environmentId: app.environment.id, appId: app.app.id };
      const values: { name: string; value: string }[] = [];
      for (const { name, version, sealed } of app.secrets) {
        const value = await openWithHostKeys(keys(), { runnerId, ...ids, name, version }, sealed);
        if (value === undefined) return { sealed: name };
        values.push({ name, value });
      }
      const known = opened.get(keyOf(ids)) ?? new Set();
      for (const { value } of values) known.add(value);
      opened.set(keyOf(ids), known);
      return { values };
    },
    redactorOf: (place) => (text) => redactor([...(opened.get(keyOf(place)) ?? [])])(text),
  };
}
