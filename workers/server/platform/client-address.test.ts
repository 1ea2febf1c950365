import { describe, test } from "vitest";
import { clientAddress, networkOf } from "#server/platform/client-address";
import { addressRange } from "#server/platform/trusted-proxies";

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
    expect(clientAddress(from({ clientIp }), [])).toBe(address);
  });

  test("on workerd nobody chooses an address by a header", ({ expect }) => {
    expect(clientAddress(from({ clientIp: "203.0.113.7:1" }, { "cf-connecting-ip": "1.2.3.4", "x-forwarded-for": "1.2.3.4" }), [])).toBe(
      "203.0.113.7",
    );
  });

  test.for([
    ["the last one that no trusted proxy vouches for", "10.0.0.9:443", "1.2.3.4, 203.0.113.7", "203.0.113.7"],
    ["through several trusted proxies", "10.0.0.9:443", "203.0.113.7, 2001:db8::5, 10.1.1.1", "203.0.113.7"],
    ["the proxy itself when it names nobody", "10.0.0.9:443", "", "10.0.0.9"],
    ["the proxy itself when what it says is no address", "10.0.0.9:443", "203.0.113.7, unknown", "10.0.0.9"],
    ["the peer when it is no trusted proxy", "11.0.0.9:443", "203.0.113.7", "11.0.0.9"],
    ["without the port that some proxies add", "[2001:db8::9]:443", "203.0.113.7:5123", "203.0.113.7"],
  ] as const)("behind a proxy it is %s", ([, clientIp, forwarded, address], { expect }) => {
    const trusted = ["10.0.0.0/8", "2001:db8::/32"].flatMap((range) => addressRange(range) ?? []);
    expect(clientAddress(from({ clientIp }, { "x-forwarded-for": forwarded }), trusted)).toBe(address);
  });

  test.for(["", "10.0.0.0/33", "2001:db8::/129", "10.0.0", "10.0.0.256", "1::2::3", "12345::", "a/8", "::ffff:1.2.3.4/8/8"])(
    "%o is no range of addresses",
    (text, { expect }) => {
      expect(addressRange(text)).toBeUndefined();
    },
  );

  test("on Cloudflare the edge says it", ({ expect }) => {
    expect(clientAddress(from({ colo: "FRA" }, { "cf-connecting-ip": "203.0.113.7" }), [])).toBe("203.0.113.7");
  });

  test("addresses of one IPv6 network are one network, those of another are not", ({ expect }) => {
    expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe(networkOf("2001:db8:1:2::9"));
    expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
    expect(networkOf("2001:db8:1:3::9")).not.toBe(networkOf("2001:db8:1:2::9"));
    expect(networkOf("203.0.113.7")).toBe("203.0.113.7");
  });
});
