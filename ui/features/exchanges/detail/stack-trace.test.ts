import { describe, it } from "vitest";
import { stackSections } from "./stack-trace.ts";

const stack = `org.apache.camel.CamelExecutionException: Exception occurred during execution
Exchange[ID-1]
\tat org.apache.camel.CamelExecutionException.wrap(CamelExecutionException.java:48)
\tat com.acme.orders.Pricing.price(Pricing.java:31)
\tat com.acme.orders.Pricing.apply(Pricing.java:12)
\tat java.base/java.lang.Thread.run(Thread.java:1583)
Caused by: java.net.SocketTimeoutException: Read timed out
\tat java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:278)
\t... 12 more
`;

describe("stackSections", () => {
  it("cuts the trace at its causes, the message of several lines kept whole", ({ expect }) => {
    expect(stackSections(stack).map((section) => section.heading)).toEqual([
      "org.apache.camel.CamelExecutionException: Exception occurred during execution\nExchange[ID-1]",
      "Caused by: java.net.SocketTimeoutException: Read timed out",
    ]);
  });

  it("tells the app's own frames from those of Camel and the JDK", ({ expect }) => {
    expect(
      stackSections(stack)
        .at(0)
        ?.runs.map((run) => [run.own, run.frames.length]),
    ).toEqual([
      [false, 1],
      [true, 2],
      [false, 1],
    ]);
  });

  it("counts the omitted frames as foreign", ({ expect }) => {
    expect(stackSections(stack).at(1)?.runs).toMatchObject([{ own: false, frames: { length: 2 } }]);
  });

  it("shows a trace without a heading", ({ expect }) => {
    expect(stackSections("at com.acme.A.b(A.java:1)")).toMatchObject([{ heading: "", runs: [{ own: true }] }]);
  });

  it("makes nothing of nothing", ({ expect }) => {
    expect(stackSections("\n \n")).toEqual([]);
  });
});
