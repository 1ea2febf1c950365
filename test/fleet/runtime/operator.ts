import { setTimeout as pause } from "node:timers/promises";
import { getAppSettings, putAppSecret, putAppSettings } from "#schema/contract/app-settings";
import { getApp } from "#schema/contract/apps";
import { completeUpload, createUpload, putUploadPart } from "#schema/contract/artifacts";
import type { Caller } from "#schema/contract/call";
import { call } from "#schema/contract/call";
import { createDeployment, type DeploymentRequest, getDeployment } from "#schema/contract/deployments";
import type { Answer } from "#schema/contract/endpoint";
import type { AppSettings } from "#schema/protocol/runner/v1/app-settings";
import type { Release } from "./releases.ts";

export interface Place {
  readonly appId: string;
  readonly environmentId: string;
}
type Deployment = Answer<typeof getDeployment>;
type Settings = Partial<Pick<AppSettings, "variables" | "resources" | "httpPort">>;

/** Somebody who ships apps, one step after the other. */
export interface Operator {
  upload(appId: string, release: Release): Promise<string>;
  /** Resolves when it has ended, however it did, and the runner has said what runs now. */
  change(request: DeploymentRequest): Promise<Deployment>;
  /** Does not wait for it. */
  begin(request: DeploymentRequest): Promise<string>;
  configure(place: Place, settings: Settings): Promise<void>;
  keepSecret(place: Place, name: string, value: string): Promise<void>;
}

const endsWithinMs = 120_000;
const lookEveryMs = 500;

export function operator(caller: Caller): Operator {
  const begin = async (body: DeploymentRequest): Promise<string> => (await call(caller, createDeployment, { body })).id;
  return {
    begin,
    async upload(appId, { app, version, jar }) {
      const body = { fileName: `${app}-${version}.jar`, sizeBytes: jar.length };
      const { id } = await call(caller, createUpload, { params: { id: appId }, body });
      await call(caller, putUploadPart, { params: { id, number: 1 }, body: jar, contentType: "application/octet-stream" });
      return (await call(caller, completeUpload, { params: { id } })).id;
    },
    async change(request) {
      const id = await begin(request);
      for (let waitedMs = 0; waitedMs < endsWithinMs; waitedMs += lookEveryMs) {
        const deployment = await call(caller, getDeployment, { params: { id } });
        if (deployment.endedAt !== null && (await isSeen(caller, deployment))) return deployment;
        await pause(lookEveryMs);
      }
      throw new Error(`Deployment ${id} did not end within ${endsWithinMs} ms`);
    },
    async configure({ appId, environmentId }, wanted) {
      const params = { id: appId, environmentId };
      const { settings, version } = await call(caller, getAppSettings, { params });
      const quick = { health: { ...settings.health, minHealthyMs: 500 }, stop: { ...settings.stop, drainMs: 1_000 } };
      await call(caller, putAppSettings, { params, body: { settings: { ...settings, ...quick, ...wanted }, basedOn: version } });
    },
    async keepSecret({ appId, environmentId }, name, value) {
      await call(caller, putAppSecret, { params: { id: appId, environmentId, name }, body: { value } });
    },
  };
}

/** What runs is told after how the deployment ended; the next step may build on it. */
async function isSeen(caller: Caller, { appId, environmentId, action, state, revisionId }: Deployment): Promise<boolean> {
  if (action === "stop" || state !== "succeeded") return true;
  const { placements } = await call(caller, getApp, { params: { id: appId } });
  const placement = placements.find((one) => one.environmentId === environmentId);
  return action === "remove" ? placement === undefined : placement?.observed?.activeRevisionId === revisionId;
}
