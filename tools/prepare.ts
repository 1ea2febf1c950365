import { buildMissing } from "#standalone/build-missing";
import { ensureTemplate } from "#standalone/postgres/template";

/** Runs at the end of `npm ci`, so that the first `npm start` has nothing left to make. Without it the start makes what is missing. */
await Promise.all([buildMissing(), ensureTemplate()]);
process.exit(0);
