import { flagOf, settingNames } from "./settings/definitions.ts";
import { readSettings } from "./settings/read-settings.ts";
import { startProduct } from "./start-product.ts";

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

function usage(): string {
  const lines = settingNames.map((name) => `  --${flagOf(name).padEnd(20)} ${name}`);
  return ["npm start -- [flags]        flag, environment, file (--config), default, in this order; see docs/OPERATIONS.md", ...lines].join(
    "\n",
  );
}

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (settings === "help") return say(usage());
  const asked = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => resolve());
  });
  const product = await Promise.race([startProduct(settings, complain), asked.then(() => undefined)]);
  if (product === undefined) process.exit(0);
  say(product.welcome);
  const sentence = await Promise.race([product.broken, asked.then(() => undefined)]);
  if (sentence !== undefined) throw new Error(sentence);
  await product.stop();
  process.exit(0);
}

// Whatever ends this process ends its children: their channel to it closes.
await main().catch((cause: unknown) => {
  complain(cause instanceof Error ? cause.message : String(cause));
  process.exit(1);
});
