import { describe, test } from "vitest";
import { clientAddress, networkOf } from "#server/platform/client-address";

function from(cf: object | undefined, headers: Readonly<Record<string, string>> = {}): Request {
  return Object.assign(new Request("http://localhost/", { headers }), { cf });
}

describe("where a request comes from", () => {
  test.for([
    ["203.0.113.7:54720", "203.0.113.7"],
    ["[::ffff:203.0.113.7]:54720", "203.0.113.7"],
    ["[2001:db8::1]:54720", "2001:db8::1"],
    ["203.0.113.7", "203.0.113.7"],
  ] as const)("workerd's %s is the address %s, whatever port it came from", ([clientIp, address], { expect }) => {
    expect(clientAddress(from({ clientIp }))).toBe(address);
  });

  test("on workerd nobody chooses an address by a header", ({ expect }) => {
    expect(clientAddress(from({ clientIp: "203.0.113.7:1" }, { "cf-connecting-ip": "1.2.3.4", "x-forwarded-for": "1.2.3.4" }))).toBe(
      "203.0.113.7",
    );
  });

  test("on Cloudflare the edge says it", ({ expect }) => {
    expect(clientAddress(from({ colo: "FRA" }, { "cf-connecting-ip": "203.0.113.7" }))).toBe("203.0.113.7");
  });

  test("addresses of one IPv6 network are one network, those of another are not", ({ expect }) => {
    expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe(networkOf("2001:db8:1:2::9"));
    expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
    expect(networkOf("2001:db8:1:3::9")).not.toBe(networkOf("2001:db8:1:2::9"));
    expect(networkOf("203.0.113.7")).toBe("203.0.113.7");
  });
});
