const words: Readonly<Record<string, string>> = {
  "command.send": "Sent a command",
  "password.change": "Changed the password",
  "server.set-up": "Set up the server",
  "session.open": "Signed in",
  "session.close": "Signed out",
  "token.issue": "Got API tokens",
  "token.reuse": "Used a refresh token twice",
  "token.revoke": "Gave back API tokens",
  "user.create": "Added a user",
  "user.update": "Changed a user",
};

export const knownActions = Object.keys(words);

/** What was done, in words; an action unknown here stands for itself. */
export function actionLabel(action: string): string {
  return words[action] ?? action;
}
