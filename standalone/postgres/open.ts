import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Client } from "pg";
import { migratePostgres } from "../migrate/postgres.ts";
import type { Backend } from "./backend.ts";
import { embeddedBackend, withInnerClient } from "./embedded-backend.ts";
import { openEmbedded, type EmbeddedEngine } from "./embedded.ts";
import { externalBackend } from "./external-backend.ts";
import { prepareExternal, withOwner } from "./external.ts";
import { appRole } from "./gateway-url.ts";
import { createGateway } from "./gateway.ts";

export interface PostgresConfig {
  /** Exactly one of the three. */
  readonly store: { readonly dataDir: string } | { readonly memory: true } | { readonly url: string };
  /** A migrated database to start a new embedded one from. */
  readonly templatePath?: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Of the gateway's one user. */
  readonly password: string;
  readonly idleMs: number;
}

export interface OpenPostgres {
  readonly port: number;
  /** Runs `work` as the owner of the tables, past row-level security. */
  asOwner<T>(work: (client: Client) => Promise<T>): Promise<T>;
  /** An embedded database as it is. */
  dump(): Promise<Blob>;
  stop(): Promise<void>;
}

type Opened = Pick<OpenPostgres, "asOwner" | "dump"> & { readonly backend: Backend };

async function migrated(engine: EmbeddedEngine, idleMs: number): Promise<Opened> {
  const asOwner = <T>(work: (client: Client) => Promise<T>): Promise<T> => withInnerClient(engine, { role: undefined, idleMs }, work);
  await asOwner(migratePostgres);
  return { backend: embeddedBackend(engine, { role: appRole, idleMs }), asOwner, dump: () => engine.dump() };
}

async function openStore({ store, templatePath, idleMs }: PostgresConfig, onDeath: (reason: string) => void): Promise<Opened> {
  if ("url" in store) {
    const url = await prepareExternal(store.url);
    const dump = (): Promise<Blob> => Promise.reject(new Error("Only an embedded database is dumped."));
    return { backend: externalBackend(url), asOwner: (work) => withOwner(store.url, work), dump };
  }
  const place = "dataDir" in store ? { dataDir: store.dataDir } : {};
  const engine = await openEmbedded({ ...place, onDeath, ...(templatePath === undefined ? {} : { templatePath }) });
  return migrated(engine, idleMs);
}

/** Opens the database, brings it up to date and listens on loopback. */
export async function openPostgres(config: PostgresConfig, onDeath: (reason: string) => void): Promise<OpenPostgres> {
  const { backend, asOwner, dump } = await openStore(config, onDeath);
  const gateway = createGateway(backend, { user: appRole, password: config.password });
  gateway.server.listen(config.port, "127.0.0.1");
  await once(gateway.server, "listening");
  return { port: (gateway.server.address() as AddressInfo).port, asOwner, dump, stop: () => gateway.stop() };
}
