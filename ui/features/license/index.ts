export { Licensed } from "#ui/features/license/licensed.tsx";
export { NotLicensed } from "#ui/features/license/not-licensed.tsx";
export { licenseQuery } from "#ui/features/license/queries/license.ts";
