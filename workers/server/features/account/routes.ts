import * as contract from "#schema/contract/account";
import { beginSecondFactor } from "#server/features/account/begin-second-factor";
import { confirmSecondFactor } from "#server/features/account/confirm-second-factor";
import { endOtherSessions } from "#server/features/account/end-other-sessions";
import { endOwnSession } from "#server/features/account/end-own-session";
import { getAccount } from "#server/features/account/get-account";
import { listOwnSessions } from "#server/features/account/list-own-sessions";
import { removeSecondFactor } from "#server/features/account/remove-second-factor";
import { renewRecoveryCodes } from "#server/features/account/renew-recovery-codes";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function accountRoutes(kernel: Kernel): void {
  serve(kernel, contract.getAccount, getAccount);
  serve(kernel, contract.beginSecondFactor, beginSecondFactor);
  serve(kernel, contract.confirmSecondFactor, confirmSecondFactor);
  serve(kernel, contract.removeSecondFactor, removeSecondFactor);
  serve(kernel, contract.renewRecoveryCodes, renewRecoveryCodes);
  serve(kernel, contract.listOwnSessions, listOwnSessions);
  serve(kernel, contract.endOwnSession, endOwnSession);
  serve(kernel, contract.endOtherSessions, endOtherSessions);
}
