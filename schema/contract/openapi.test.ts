import { describe, test } from "vitest";
import { endpoints } from "#schema/contract/index";
import { openApiDocument } from "#schema/contract/openapi";
import { version } from "#schema/version";
import packageJson from "../../package.json" with { type: "json" };

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: object }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: object }>> };
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}

const document = openApiDocument(endpoints, version) as unknown as {
  paths: Record<string, Record<string, Operation>>;
  info: { version: string };
};
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
const operation = (id: string): Operation | undefined => operations.find(({ operationId }) => operationId === id);

describe("the OpenAPI document", () => {
  test("has every endpoint once and the version of the package", ({ expect }) => {
    expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(endpoints.map(({ id }) => id).toSorted());
    expect(document.info.version).toBe(packageJson.version);
  });

  test("names every part of each path as a required parameter", ({ expect }) => {
    for (const { id, path } of endpoints) {
      const inPath = operation(id)?.parameters?.filter((parameter) => parameter.in === "path") ?? [];
      expect(
        inPath.map(({ name }) => `{${name}}`),
        id,
      ).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(
        inPath.every(({ required }) => required),
        id,
      ).toBe(true);
    }
  });

  test("shows what a caller writes: defaults may be left out, lists are text with commas", ({ expect }) => {
    const parameters = operation("listExchanges")?.parameters ?? [];
    expect(parameters.find(({ name }) => name === "limit")).toMatchObject({
      required: false,
      schema: { type: "integer", default: 50, maximum: 500 },
    });
    expect(parameters.find(({ name }) => name === "app")).toMatchObject({ required: false, schema: { type: "string" } });
  });

  test("says which credential opens an endpoint and which permission it needs", ({ expect }) => {
    expect(operation("getHealth")?.security).toEqual([]);
    expect(operation("ingestTraces")?.security).toEqual([{ bootstrap: [] }, { agent: [] }]);
    expect(operation("createUser")).toMatchObject({ security: [{ session: [] }, { user: [] }], "x-permission": "users:write" });
  });

  test("documents the problems by their status", ({ expect }) => {
    const responses = operation("updateUser")?.responses ?? {};
    expect(Object.keys(responses)).toEqual(["200", "401", "402", "403", "404", "409", "413", "422", "500", "503"]);
    expect(responses["409"]?.description).toContain("`last-administrator`");
  });

  test("lists the content types of telemetry without a schema", ({ expect }) => {
    expect(operation("ingestTraces")?.requestBody?.content).toEqual({ "application/x-protobuf": {}, "application/json": {} });
  });
});
