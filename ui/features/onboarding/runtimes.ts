export const runtimes = ["main", "spring-boot", "quarkus"] as const;
export type Runtime = (typeof runtimes)[number];

export const runtimeNames: Record<Runtime, string> = { main: "Camel Main", "spring-boot": "Spring Boot", quarkus: "Quarkus" };
