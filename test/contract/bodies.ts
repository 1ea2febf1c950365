const password = "correct horse battery";
const ack = { id: "cmd_1", state: "done" };

/** For every endpoint that takes JSON a body that is understood, so that the request reaches the database. */
export const bodies: Readonly<Record<string, object>> = {
  setUp: { token: "t", username: "ann", password },
  logIn: { username: "ann", password },
  openSession: { username: "ann", password },
  refreshTokens: { refreshToken: "t" },
  logOut: { refreshToken: "t" },
  changePassword: { current: "wrong", next: password },
  createUser: { username: "ann", password, roles: ["VIEWER"] },
  updateUser: { displayName: "Ann" },
  createGroup: { name: "Integration" },
  updateGroup: { description: "Integrates" },
  addMember: {},
  createRole: { name: "Readers", permissions: ["logs:read"] },
  updateRole: { description: "Read" },
  sendCommand: { type: "graph.refresh" },
  registerAgent: { app: "orders", environment: "prod", instance: "i", installation: "i", boot: 1 },
  refreshAgentToken: { refreshToken: "t" },
  heartbeat: { boot: 1, uptimeMs: 1 },
  acknowledgeCommands: { acks: [ack] },
};
