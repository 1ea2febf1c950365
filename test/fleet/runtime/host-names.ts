/** The demo's two hosts: one at work, one that came, said hello and left. */
export const hostNames = { present: "warehouse-1", absent: "dmz-1" } as const;
