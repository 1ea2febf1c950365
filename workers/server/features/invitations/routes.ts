import * as contract from "#schema/contract/invitations";
import { acceptInvitation } from "#server/features/invitations/accept-invitation";
import { createInvitation } from "#server/features/invitations/create-invitation";
import { createPasswordReset } from "#server/features/invitations/create-password-reset";
import { listInvitations } from "#server/features/invitations/list-invitations";
import { openLink } from "#server/features/invitations/open-link";
import { resetPassword } from "#server/features/invitations/reset-password";
import { revokeInvitation } from "#server/features/invitations/revoke-invitation";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function invitationsRoutes(kernel: Kernel): void {
  serve(kernel, contract.listInvitations, listInvitations);
  serve(kernel, contract.createInvitation, createInvitation);
  serve(kernel, contract.revokeInvitation, revokeInvitation);
  serve(kernel, contract.createPasswordReset, createPasswordReset);
  serve(kernel, contract.openLink, openLink);
  serve(kernel, contract.acceptInvitation, acceptInvitation);
  serve(kernel, contract.resetPassword, resetPassword);
}
