import { describe, test } from "vitest";
import { inspectJar } from "#server/features/artifacts/inspection/inspect-jar";
import { jarOf, zipOf } from "#test/zip";

function inspect(bytes: Buffer<ArrayBuffer>) {
  return inspectJar({ sizeBytes: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) });
}

const camelApi = "META-INF/maven/org.apache.camel/camel-api/pom.properties";

describe("what a JAR says about itself", () => {
  test("Camel Main, shaded", async ({ expect }) => {
    const files = {
      "org/apache/camel/main/Main.class": "",
      [camelApi]: "#Generated\nartifactId=camel-api\nversion=4.18.0\n",
      "camel/orders.xml": '<routes><route id="orders"><from uri="kafka:orders?groupId=a&amp;x=1"/><to uri="log:x"/></route></routes>',
    };
    const manifest = { "Main-Class": "com.acme.Orders", "Implementation-Version": "1.2.3", "Build-Jdk-Spec": "21" };
    expect(await inspect(jarOf(manifest, files))).toMatchObject({
      runtime: "camel-main",
      layout: "plain",
      mainClass: "com.acme.Orders",
      camelVersion: "4.18.0",
      javaVersion: "21",
      implementationVersion: "1.2.3",
      routes: [{ id: "orders", from: "kafka:orders?groupId=a&x=1", source: "camel/orders.xml" }],
      entries: 4,
      notes: [],
    });
  });

  test("Spring Boot, with its libraries inside", async ({ expect }) => {
    const manifest = {
      "Main-Class": "org.springframework.boot.loader.launch.JarLauncher",
      "Start-Class": "com.acme.Orders",
      "Spring-Boot-Version": "4.0.0",
    };
    const files = {
      "BOOT-INF/lib/camel-core-engine-4.14.1.jar": "",
      "BOOT-INF/classes/camel/a.yaml":
        "- route:\n    id: a\n    from:\n      uri: timer:a\n- from:\n    id: b\n    uri: direct:b\n- rest: {}\n",
      "BOOT-INF/classes/application.yaml": "- from: { uri: not-a-route }",
    };
    expect(await inspect(jarOf(manifest, files))).toMatchObject({
      runtime: "spring-boot",
      layout: "spring-boot",
      mainClass: "com.acme.Orders",
      camelVersion: "4.14.1",
      routes: [
        { id: "a", from: "timer:a" },
        { id: "b", from: "direct:b" },
      ],
    });
  });

  test("Quarkus, as an uber-jar and as a ZIP of its folder", async ({ expect }) => {
    expect(await inspect(jarOf({ "Main-Class": "io.quarkus.runner.GeneratedMain" }))).toMatchObject({
      runtime: "quarkus",
      layout: "plain",
    });
    const folder = zipOf([
      { name: "quarkus-app/quarkus-run.jar", text: "" },
      { name: "quarkus-app/lib/main/org.apache.camel.camel-api-4.16.0.jar", text: "" },
    ]);
    expect(await inspect(folder)).toMatchObject({ runtime: "quarkus", layout: "quarkus-fast-jar", camelVersion: "4.16.0" });
  });

  test("something else is taken too, and what is odd about it is said", async ({ expect }) => {
    const found = await inspect(jarOf({ "Main-Class": "com.acme.Main", "Class-Path": "lib/a.jar lib/b.jar" }, { "lib/a.jar": "" }));
    expect(found).toMatchObject({ runtime: "plain-java", camelVersion: null, routes: [] });
    expect(found.notes).toEqual([
      "The manifest's Class-Path names 1 JARs that are not in this file: lib/b.jar.",
      "No Camel was found in it.",
    ]);
  });

  test("a value that goes on over several lines of the manifest is whole", async ({ expect }) => {
    const jar = zipOf([
      { name: "META-INF/MANIFEST.MF", text: "Main-Class: com.acme.a.very.long\n .package.Main\n\nName: x\nMain-Class: no\n" },
    ]);
    expect(await inspect(jar)).toMatchObject({ mainClass: "com.acme.a.very.long.package.Main" });
  });

  test("files that look like routes and are none do no harm", async ({ expect }) => {
    const files = {
      "a.xml": "<route id='x'><from",
      "b.yaml": "{[",
      "c.yaml": "&a [*a]",
      "d.yml": "- 1\n- null",
      "e.xml": '<from uri="x"/>',
    };
    expect(await inspect(jarOf({ "Main-Class": "M" }, files))).toMatchObject({ routes: [] });
  });
});

describe("attack 44: what is refused, with the reason", () => {
  const manifest = { name: "META-INF/MANIFEST.MF", text: "Main-Class: M\n" };
  const jar = jarOf({ "Main-Class": "M" }, { "a.txt": "hello" });
  const changed = (at: number, value: number): Buffer<ArrayBuffer> => {
    const bytes = Buffer.from(jar);
    bytes.writeUInt8(value, at < 0 ? bytes.length + at : at);
    return bytes;
  };

  test.for<[string, Buffer<ArrayBuffer>, RegExp]>([
    ["text", Buffer.from("hello"), /not a JAR/],
    ["nothing", Buffer.alloc(0), /not a JAR/],
    ["a JAR whose end was cut off", jar.subarray(0, -5) as Buffer<ArrayBuffer>, /not a JAR/],
    ["a directory that points beyond the file", changed(-3, 0xff), /damaged/],
    ["more entries than there are", changed(-12, 9), /damaged/],
    ["a local header that is none", changed(0, 0), /damaged: META-INF/],
    ["no main class", jarOf({}), /no Main-Class/],
    ["no manifest", zipOf([{ name: "a.txt", text: "" }]), /no Main-Class/],
    ["a WAR", jarOf({}, { "WEB-INF/web.xml": "" }), /WAR/],
    ["quarkus-run.jar alone", jarOf({ "Main-Class": "io.quarkus.bootstrap.runner.QuarkusEntryPoint" }), /quarkus-app folder/],
    ["a path that climbs", zipOf([manifest, { name: "../../etc/passwd", text: "" }]), /leads out/],
    ["an absolute path", zipOf([manifest, { name: "/etc/passwd", text: "" }]), /leads out/],
    ["a Windows path", zipOf([manifest, { name: "..\\x", text: "" }]), /leads out/],
    ["a bomb that says so", zipOf([manifest, { name: "a", text: "", announcedBytes: 0xf0000000 }]), /ZIP bomb/],
    ["a bomb that lies", zipOf([{ ...manifest, text: "x".repeat(1_000_000), announcedBytes: 100 }]), /ZIP bomb/],
  ])("%s", async ([, bytes, reason], { expect }) => {
    await expect(inspect(bytes)).rejects.toThrow(reason);
  });

  test("no file, however it was changed, breaks the inspection", async ({ expect }) => {
    for (let at = 0; at < jar.length; at++) {
      const outcome = await inspect(changed(at, 0xff)).catch((thrown: unknown) => thrown);
      expect(outcome instanceof Error ? outcome.name : "inspected", `byte ${at}`).toMatch(/^(inspected|Refusal)$/);
    }
  });
});
