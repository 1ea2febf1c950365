import type { Operator, Place } from "./operator.ts";
import { release } from "./releases.ts";

export type EnvironmentName = "dev" | "staging" | "prod";

/** One app on its way through the environments. */
interface Cast {
  readonly operator: Operator;
  readonly appId: string;
  readonly environments: Readonly<Record<EnvironmentName, string>>;
  readonly runnerId: string;
  /** A runner that is away, for what has to wait. */
  readonly absentRunnerId: string;
}

type Story = (cast: Cast) => Promise<void>;

const mebibyte = 2 ** 20;

/** What has happened to each app, in this order, by the time the demo has told it. */
export const stories: Readonly<Record<string, Story>> = {
  async orders(cast) {
    const { operator } = cast;
    const [first, second, broken] = await uploads(cast, "orders", ["1.4.0", "1.5.0", "1.6.0"]);
    await throughAll(cast, first, "Orders by line");
    await operator.change({ action: "deploy", ...at(cast, "dev"), artifactId: second, reason: "Audit records in MongoDB" });
    await operator.change({ action: "promote", ...at(cast, "staging"), fromEnvironmentId: cast.environments.dev, reason: "Passed in dev" });
    await operator.change({ action: "deploy", ...at(cast, "dev"), artifactId: broken, reason: "Fraud check, first try" });
  },
  async gateway(cast) {
    const { operator } = cast;
    const [first, second] = await uploads(cast, "gateway", ["2.1.0", "2.2.0"]);
    await throughAll(cast, first, "Opening of the shop");
    await operator.change({ action: "scale", ...at(cast, "prod"), replicas: 2, reason: "The sale begins on Friday" });
    await operator.change({ action: "deploy", ...at(cast, "dev"), artifactId: second, reason: "Stock over gRPC" });
  },
  async billing(cast) {
    const { operator } = cast;
    for (const environment of ["dev", "staging", "prod"] as const) {
      await operator.keepSecret(at(cast, environment), "PAYMENTS_API_KEY", `sk_${environment}_4f1c0d2a9b`);
    }
    const [first, second] = await uploads(cast, "billing", ["5.3.0", "5.3.1"]);
    await throughAll(cast, first, "Invoices as PDF");
    const before = await operator.change({ action: "restart", ...at(cast, "prod"), reason: "New certificate of the payment provider" });
    await operator.configure(at(cast, "prod"), { resources: { memoryBytes: 768 * mebibyte, cpus: 1, pids: 512 } });
    await operator.change({ action: "deploy", ...at(cast, "prod"), artifactId: second, reason: "Rounding of VAT" });
    const back = { revisionId: before.revisionId, settings: "current" } as const;
    await operator.change({ action: "rollback", ...at(cast, "prod"), ...back, reason: "VAT of credit notes is wrong" });
  },
  async inventory(cast) {
    const [only] = await uploads(cast, "inventory", ["3.0.2"]);
    await throughAll(cast, only, "Reservations expire");
  },
  async shipping(cast) {
    const { operator } = cast;
    const [first, second] = await uploads(cast, "shipping", ["0.9.4", "0.10.0"]);
    await throughAll(cast, first, "Two carriers");
    await operator.change({ action: "deploy", ...at(cast, "staging"), artifactId: second, reason: "A third carrier" });
    await operator.change({ action: "stop", ...at(cast, "dev"), reason: "Nobody works on it this week" });
  },
  async notifications(cast) {
    const { operator, runnerId, absentRunnerId } = cast;
    const [only] = await uploads(cast, "notifications", ["1.0.0"]);
    await operator.change({ action: "deploy", ...at(cast, "dev"), artifactId: only, runnerId, reason: "Mail and text messages" });
    await operator.begin({
      action: "deploy",
      ...at(cast, "staging"),
      artifactId: only,
      runnerId: absentRunnerId,
      reason: "Mail goes out from the DMZ only",
    });
  },
};

function at({ appId, environments }: Cast, environment: EnvironmentName): Place {
  return { appId, environmentId: environments[environment] };
}

/** The artifacts of these versions, in their order. */
async function uploads<const Versions extends readonly string[]>(
  { operator, appId }: Cast,
  app: string,
  versions: Versions,
): Promise<{ [Index in keyof Versions]: string }> {
  const ids: string[] = [];
  for (const version of versions) ids.push(await operator.upload(appId, release(app, version)));
  return ids as { [Index in keyof Versions]: string };
}

async function throughAll(cast: Cast, artifactId: string, reason: string): Promise<void> {
  const { operator, environments, runnerId } = cast;
  for (const environment of ["dev", "staging", "prod"] as const) {
    const variables = [
      { name: "LOGGING_LEVEL_ROOT", value: environment === "dev" ? "DEBUG" : "INFO" },
      { name: "SHOP_COUNTRY", value: "CH" },
    ];
    await operator.configure(at(cast, environment), { variables });
  }
  await operator.change({ action: "deploy", ...at(cast, "dev"), artifactId, runnerId, reason });
  const { dev, staging } = environments;
  await operator.change({ action: "promote", ...at(cast, "staging"), fromEnvironmentId: dev, runnerId, reason: "Passed in dev" });
  await operator.change({ action: "promote", ...at(cast, "prod"), fromEnvironmentId: staging, runnerId, reason: "Approved by Ann" });
}
