import { createApp } from "#schema/contract/apps";
import { getAppSettings, putAppSettings } from "#schema/contract/app-settings";
import { completeUpload, createUpload, putUploadPart } from "#schema/contract/artifacts";
import { call } from "#schema/contract/call";
import { createDeployment, type DeploymentRequest, getDeployment } from "#schema/contract/deployments";
import type { Answer } from "#schema/contract/endpoint";
import { createEnvironment, listEnvironments } from "#schema/contract/environments";
import { createEnrollment } from "#schema/contract/runners";
import { eventually } from "#test/eventually";
import type { Product } from "#test/journeys/product";
import { jarOf } from "#test/zip";

export interface Place {
  readonly appId: string;
  readonly environmentId: string;
}

/** What a person does with apps, through the API. */
export function deploying({ caller }: Pick<Product, "caller">) {
  const environment = async (): Promise<string> => {
    const { items } = await call(caller, listEnvironments, {});
    return (items[0] ?? (await call(caller, createEnvironment, { body: { name: "test" } }))).id;
  };
  return {
    async enrollmentToken(name = "host-1"): Promise<string> {
      return (await call(caller, createEnrollment, { body: { name, environmentIds: [] } })).token;
    },
    /** The environment that all apps are in, made when there is none. */
    environment,
    /** An app with settings that suit a small program. */
    async place(name: string): Promise<Place> {
      const environmentId = await environment();
      const app = await call(caller, createApp, { body: { name, kind: "app" } });
      const params = { id: app.id, environmentId };
      const { settings, version } = await call(caller, getAppSettings, { params });
      const health = {
        ...settings.health,
        path: "/ready",
        startDeadlineMs: 20_000,
        intervalMs: 1_000,
        minHealthyMs: 500,
        failureThreshold: 1,
      };
      const changed = { ...settings, health, resources: { ...settings.resources, memoryBytes: 64 * 2 ** 20 } };
      await call(caller, putAppSettings, { params, body: { settings: changed, basedOn: version } });
      return { appId: app.id, environmentId };
    },
    async upload(appId: string, behavior: { readonly version: string } & Record<string, unknown>): Promise<string> {
      const jar = jarOf(
        { "Main-Class": "com.acme.Orders", "Implementation-Version": behavior.version },
        { "behavior.json": JSON.stringify(behavior) },
      );
      const upload = await call(caller, createUpload, { params: { id: appId }, body: { fileName: "orders.jar", sizeBytes: jar.length } });
      const contentType = "application/octet-stream";
      await call(caller, putUploadPart, { params: { id: upload.id, number: 1 }, body: jar, contentType });
      return (await call(caller, completeUpload, { params: { id: upload.id } })).id;
    },
    begin: async (body: DeploymentRequest) => (await call(caller, createDeployment, { body })).id,
    async ended(id: string): Promise<Answer<typeof getDeployment>> {
      return eventually({ what: `the end of ${id}`, withinMs: 90_000, everyMs: 500 }, async () => {
        const deployment = await call(caller, getDeployment, { params: { id } });
        return deployment.endedAt === null ? undefined : deployment;
      });
    },
  };
}
