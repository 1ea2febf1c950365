import { readFileSync } from "node:fs";
import { licenseKeys } from "#schema/license/keys";
import { refusalSentences } from "#schema/license/refusal-sentences";
import { verifyLicense } from "#schema/license/verify";
import { isProductionBuild } from "#tools/build-parts";
import { defaultLicenseFile, type Settings } from "./settings/definitions.ts";

type Places = Pick<Settings, "CAMELEER_LICENSE" | "CAMELEER_LICENSE_FILE" | "CAMELEER_TENANT_ID">;

export interface FoundLicense {
  /** Handed on to the server, good or not: its license page says what is wrong with it. */
  readonly token: string | undefined;
  /** For the person at the terminal, when something is wrong; the product starts all the same. */
  readonly warning: string | undefined;
}

/** The license of the settings, else that of the file; without either the community tier holds. */
export async function findLicense(settings: Places, nowMs: number): Promise<FoundLicense> {
  const { CAMELEER_LICENSE: text, CAMELEER_LICENSE_FILE: file, CAMELEER_TENANT_ID: tenant } = settings;
  const found = text === undefined ? readLicense(file) : { token: text.trim(), warning: undefined };
  if (found.token === undefined) return found;
  const verified = await verifyLicense({ keys: licenseKeys(isProductionBuild()), tenant, nowMs }, found.token);
  if (verified.ok) return found;
  const place = text === undefined ? `CAMELEER_LICENSE_FILE: ${file}` : "CAMELEER_LICENSE";
  return {
    token: found.token,
    warning: `${place} is not a license for this server. ${refusalSentences[verified.why]} Starting without it.`,
  };
}

function readLicense(file: string): FoundLicense {
  try {
    return { token: readFileSync(file, "utf8").trim() || undefined, warning: undefined };
  } catch (cause) {
    const isAbsent = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    if (isAbsent && file === defaultLicenseFile) return { token: undefined, warning: undefined };
    const what = isAbsent ? "is not there" : "cannot be read";
    return { token: undefined, warning: `CAMELEER_LICENSE_FILE: ${file} ${what}. Starting without a license.` };
  }
}
