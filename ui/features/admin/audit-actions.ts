const words: Readonly<Record<string, string>> = {
  "agent.register": "Agent signed up",
  "command.send": "Command",
  "license.apply": "License applied",
  "password.change": "Password change",
  "server.set-up": "First set-up",
  "session.open": "Sign-in",
  "session.close": "Sign-out",
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
