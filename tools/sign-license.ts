import { parseArgs } from "node:util";
import { licenseClaims, licensedFeatures, limitNames } from "#schema/license/license";
import { claimsOf, signedLicense } from "./license-token.ts";

const usage = `npm run license:sign -- --tenant acme --features debugger,lineage --limits users=100,agents=500 --days 365 --sequence 1

Prints a license signed with the test key, which no production build accepts.

  --tenant     the tenant it is good for, * (default) for any
  --customer   whom it was made for; default "Example Ltd"
  --tier       default BUSINESS
  --features   of ${Object.keys(licensedFeatures).join(", ")}; default all of them
  --limits     of ${limitNames.join(", ")}, as name=number or name=none; what is left out is as in the community tier
  --days       until it ends, default 365; negative: it has ended
  --grace      days for which it stays good after its end, default 14
  --sequence   default 1; must be higher than that of the license before
  --trial      a trial
`;

function limitsOf(text: string): Record<string, number | null> {
  const pairs = text.split(",").filter((pair) => pair !== "");
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name = "", value = ""] = /^(\w+)=(\d+|none)$/.exec(pair) ?? [];
      if (!limitNames.some((known) => known === name)) throw new Error(`--limits: ${pair} is none of ${limitNames.join(", ")}=number`);
      return [name, value === "none" ? null : Number(value)];
    }),
  );
}

async function main(args: string[]): Promise<string> {
  const text = (standard: string) => ({ type: "string" as const, default: standard });
  const { values } = parseArgs({
    args,
    options: {
      tenant: text("*"),
      customer: text("Example Ltd"),
      tier: text("BUSINESS"),
      features: text(Object.keys(licensedFeatures).join(",")),
      limits: text(""),
      days: text("365"),
      grace: text("14"),
      sequence: text("1"),
      trial: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return usage;
  const nowMs = Date.now();
  const wishes = {
    sub: values.customer,
    seq: Number(values.sequence),
    tenant: values.tenant,
    tier: values.tier,
    features: values.features.split(",").filter((feature) => feature !== ""),
    limits: limitsOf(values.limits),
    exp: Math.floor(nowMs / 1_000) + Math.round(Number(values.days) * 86_400),
    grace_days: Number(values.grace),
    trial: values.trial,
  };
  return `${await signedLicense(licenseClaims.parse(claimsOf(wishes, nowMs)))}\n`;
}

await main(process.argv.slice(2)).then(
  (text) => process.stdout.write(text),
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}`);
    process.exitCode = 1;
  },
);
