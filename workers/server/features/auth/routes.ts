import * as contract from "#schema/contract/auth";
import { changePassword } from "#server/features/auth/change-password";
import { closeSession } from "#server/features/auth/close-session";
import { getCapabilities } from "#server/features/auth/get-capabilities";
import { getSession } from "#server/features/auth/get-session";
import { issueTokens } from "#server/features/auth/issue-tokens";
import { logIn } from "#server/features/auth/log-in";
import { logOut } from "#server/features/auth/log-out";
import { openSession } from "#server/features/auth/open-session";
import { refreshTokens } from "#server/features/auth/refresh-tokens";
import { setUp } from "#server/features/auth/set-up";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function authRoutes(kernel: Kernel): void {
  serve(kernel, contract.getCapabilities, getCapabilities);
  serve(kernel, contract.setUp, setUp);
  serve(kernel, contract.logIn, logIn);
  serve(kernel, contract.refreshTokens, refreshTokens);
  serve(kernel, contract.logOut, logOut);
  serve(kernel, contract.openSession, openSession);
  serve(kernel, contract.getSession, getSession);
  serve(kernel, contract.closeSession, closeSession);
  serve(kernel, contract.changePassword, changePassword);
  serve(kernel, contract.issueTokens, issueTokens);
}
