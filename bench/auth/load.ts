import { Agent, get } from "node:http";
import { parseArgs } from "node:util";

/** The generator, a process of its own: asks one address `--count` times over 8 connections; ends with 1 unless every answer was 204. */
const { values } = parseArgs({
  options: { url: { type: "string" }, count: { type: "string" }, header: { type: "string", multiple: true } },
});
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
const headers = Object.fromEntries((values.header ?? []).map((line) => line.split(/: (.*)/s).slice(0, 2)));

let left = Number(values.count);
let wrong = 0;

async function ask(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    get(values.url ?? "", { agent, headers }, (response) => {
      if (response.statusCode !== 204) wrong += 1;
      response.resume().on("end", resolve);
    }).on("error", reject);
  });
}

async function worker(): Promise<void> {
  while (left > 0) {
    left -= 1;
    await ask();
  }
}

await Promise.all(Array.from({ length: 8 }, worker));
process.exit(wrong === 0 ? 0 : 1);
