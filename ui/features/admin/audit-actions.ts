const words: Readonly<Record<string, string>> = {
  "agent.register": "Agent signed up",
  "api-key.create": "API key created",
  "api-key.revoke": "API key revoked",
  "command.send": "Command",
  "invitation.accept": "Invitation accepted",
  "invitation.create": "Invitation made",
  "invitation.revoke": "Invitation revoked",
  "link.open": "Link opened",
  "license.apply": "License applied",
  "password.change": "Password change",
  "password.reset": "Password set by link",
  "password-reset.create": "Password link made",
  "password-reset.revoke": "Password link revoked",
  "recovery-code.use": "Recovery code used",
  "recovery-codes.renew": "Recovery codes renewed",
  "second-factor.begin": "Second factor begun",
  "second-factor.confirm": "Second factor set up",
  "second-factor.remove": "Second factor removed",
  "server.set-up": "First set-up",
  "service-account.create": "Service account created",
  "service-account.delete": "Service account deleted",
  "service-account.update": "Service account changed",
  "session.close": "Sign-out",
  "session.end": "Session ended",
  "session.end-others": "Other sessions ended",
  "session.open": "Sign-in",
  "token.issue": "API tokens issued",
  "token.reuse": "Refresh token reused",
  "token.revoke": "API tokens revoked",
  "user.create": "User added",
  "user.update": "User changed",
};

export const knownActions = Object.keys(words);

/** What was done, in words; an action unknown here stands for itself. */
export function actionLabel(action: string): string {
  return words[action] ?? action;
}
