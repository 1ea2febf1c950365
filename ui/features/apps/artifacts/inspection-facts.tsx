import type { Artifact } from "#ui/features/apps/queries/artifacts.ts";
import { Callout } from "#ui/design/callout.tsx";
import { CopyButton } from "#ui/design/copy-button.tsx";
import { Fact, Facts } from "#ui/design/facts.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { formatBytes } from "#ui/lib/format/number.ts";

const runtimes = { "camel-main": "Camel Main", "spring-boot": "Spring Boot", quarkus: "Quarkus", "plain-java": "Plain Java" } as const;

/** What the server found in a JAR. */
export function InspectionFacts({ artifact }: { readonly artifact: Artifact }) {
  if (artifact.kind === "image") {
    return (
      <Facts>
        <Fact name="Image">
          <span className="font-mono text-xs break-all">{artifact.image}</span>
        </Fact>
      </Facts>
    );
  }
  const { inspection, sha256, sizeBytes, fileName } = artifact;
  return (
    <div className="flex flex-col gap-3">
      {inspection.notes.map((note) => (
        <Callout key={note} tone="warn">
          {note}
        </Callout>
      ))}
      <Facts>
        <Fact name="Runtime">{runtimes[inspection.runtime]}</Fact>
        <Fact name="Camel">{inspection.camelVersion ?? <NoValue meaning="The JAR does not say" />}</Fact>
        <Fact name="Java">{inspection.javaVersion ?? <NoValue meaning="The JAR does not say" />}</Fact>
        <Fact name="Main class">
          <span className="font-mono text-xs break-all">{inspection.mainClass}</span>
        </Fact>
        <Fact name="File">
          {fileName}, {formatBytes(sizeBytes)}
        </Fact>
        <Fact name="SHA-256">
          <span className="inline-flex items-center font-mono text-xs">
            {sha256.slice(0, 16)}… <CopyButton text={sha256} label="Copy the digest" />
          </span>
        </Fact>
        <Fact name="Routes">
          {inspection.routes.length === 0 ? (
            <span className="text-muted">None in XML or YAML; those in Java show up when it runs.</span>
          ) : (
            <ul className="flex flex-col gap-0.5">
              {inspection.routes.map(({ id, from, source }) => (
                <li key={`${source} ${id}`}>
                  <span className="font-medium">{id}</span> <span className="font-mono text-xs break-all text-muted">{from}</span>
                </li>
              ))}
            </ul>
          )}
        </Fact>
      </Facts>
    </div>
  );
}
