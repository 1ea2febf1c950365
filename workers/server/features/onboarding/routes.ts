import * as contract from "#schema/contract/onboarding";
import { getBootstrapToken } from "#server/features/onboarding/get-bootstrap-token";
import { getOnboarding } from "#server/features/onboarding/get-onboarding";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function onboardingRoutes(kernel: Kernel): void {
  serve(kernel, contract.getOnboarding, getOnboarding);
  serve(kernel, contract.getBootstrapToken, getBootstrapToken);
}
