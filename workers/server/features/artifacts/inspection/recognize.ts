import type { Inspection } from "#schema/contract/artifacts";
import { Refusal } from "#server/features/artifacts/inspection/refusal";

type Manifest = ReadonlyMap<string, string>;
export type Recognized = Pick<Inspection, "runtime" | "layout" | "mainClass" | "notes">;

const quarkusEntryPoint = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

/** What kind of application it is, by its manifest and the names of its files. Throws a `Refusal` for one that cannot be started. */
export function recognize(manifest: Manifest, names: ReadonlySet<string>): Recognized {
  if (names.has("quarkus-run.jar") || names.has("quarkus-app/quarkus-run.jar")) {
    return { runtime: "quarkus", layout: "quarkus-fast-jar", mainClass: quarkusEntryPoint, notes: [] };
  }
  const mainClass = manifest.get("main-class") ?? "";
  if (mainClass === "") throw new Refusal(withoutMainClass(names));
  if (mainClass === quarkusEntryPoint) {
    throw new Refusal(
      "This is quarkus-run.jar alone, without the folders beside it. Upload the quarkus-app folder as a ZIP, or build an uber-jar.",
    );
  }
  if (manifest.has("spring-boot-version") || mainClass.startsWith("org.springframework.boot.loader.")) {
    return { runtime: "spring-boot", layout: "spring-boot", mainClass: manifest.get("start-class") ?? mainClass, notes: [] };
  }
  const runtime = runtimeOf(mainClass, names);
  return { runtime, layout: "plain", mainClass, notes: notesOn(runtime, manifest, names) };
}

function runtimeOf(mainClass: string, names: ReadonlySet<string>): Inspection["runtime"] {
  if (mainClass.startsWith("io.quarkus.") || names.has("META-INF/quarkus-config-doc/quarkus-config-model-version")) return "quarkus";
  const hasMain = names.has("org/apache/camel/main/Main.class") || names.has("META-INF/maven/org.apache.camel/camel-main/pom.properties");
  return hasMain ? "camel-main" : "plain-java";
}

function withoutMainClass(names: ReadonlySet<string>): string {
  if (names.has("WEB-INF/web.xml") || [...names].some((name) => name.startsWith("WEB-INF/classes/"))) {
    return "This is a WAR for an application server. Build an executable JAR.";
  }
  return "The manifest names no Main-Class. Build an executable JAR with its libraries in it, such as with the Spring Boot or the shade plugin.";
}

function notesOn(runtime: Inspection["runtime"], manifest: Manifest, names: ReadonlySet<string>): string[] {
  const missing = (manifest.get("class-path") ?? "").split(/\s+/).filter((file) => file !== "" && !names.has(file));
  return [
    ...(missing.length === 0
      ? []
      : [`The manifest's Class-Path names ${missing.length} JARs that are not in this file: ${missing.slice(0, 3).join(", ")}.`]),
    ...(runtime === "plain-java" ? ["No Camel was found in it."] : []),
  ];
}

const library = /(?:^|[/.])camel-(?:api|base|core|core-engine|core-model|main|support|util)-(\d+(?:\.\w[\w-]*)+)\.jar$/;
const described =
  /^META-INF\/maven\/org\.apache\.camel\/camel-(?:api|base|core|core-engine|core-model|main|support|util)\/pom\.properties$/;

/** Camel's version by the names of its libraries; else the file that says it, which exists in JARs that were shaded together. */
export function camelVersionIn(names: Iterable<string>): { readonly version: string } | { readonly file: string } | undefined {
  let file: string | undefined;
  for (const name of names) {
    const version = library.exec(name)?.[1];
    if (version !== undefined) return { version };
    if (described.test(name)) file ??= name;
  }
  return file === undefined ? undefined : { file };
}

export function versionInProperties(text: string): string | null {
  return /^version\s*[=:]\s*(\S+)/m.exec(text)?.[1] ?? null;
}
