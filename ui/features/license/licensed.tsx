import type { ComponentProps } from "react";
import type { LicensedFeature } from "#schema/license/license";
import { Problem } from "#schema/problems";
import { NotLicensed } from "#ui/features/license/not-licensed.tsx";
import { Loaded } from "#ui/design/loaded.tsx";

type LicensedProps<Data> = ComponentProps<typeof Loaded<Data>> & { readonly feature: LicensedFeature };

/** As `Loaded`; where the license is missing it teaches what the feature is good for. */
export function Licensed<Data>({ feature, ...rest }: LicensedProps<Data>) {
  const { error } = rest.query;
  if (error instanceof Problem && error.code === "feature-not-licensed") return <NotLicensed feature={feature} reason={error.message} />;
  return <Loaded {...rest} />;
}
