import { dateOf } from "#server/platform/clock";

/** With the time at which it was made. workerd adds none, and runners tell by it how wrong their own clocks are. */
export function dated(response: Response, nowMs: number): Response {
  if (response.status !== 101) response.headers.set("date", dateOf(nowMs).toUTCString());
  return response;
}
