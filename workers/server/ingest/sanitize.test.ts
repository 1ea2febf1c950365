import { describe, expect, test } from "vitest";
import { baseUri, isSecretName, sanitizeText } from "#server/ingest/sanitize";

describe("a text", () => {
  test.each([
    ["sftp://joe:s3cret@host/in?delay=5", "sftp://xxxxxx@host/in?delay=5"],
    ["sftp://joe@host", "sftp://xxxxxx@host"],
    ["ftp://a:p@ss@host/x", "ftp://xxxxxx@host/x"],
    ["sql:select?password=a&x=1", "sql:select?password=xxxxxx&x=1"],
    ["jms:q?userName=u&connectionPassword=RAW(a&b)&x=1", "jms:q?userName=u&connectionPassword=xxxxxx&x=1"],
    ["https://h/p?access_token=abc#top", "https://h/p?access_token=xxxxxx#top"],
    ["https://h/p?X-Amz-Signature=abc&sig=def&design=1", "https://h/p?X-Amz-Signature=xxxxxx&sig=xxxxxx&design=1"],
    ["java -Ddb.password=abc -jar a.jar", "java -Ddb.password=xxxxxx -jar a.jar"],
    ["timer://tick?period=1000", "timer://tick?period=1000"],
    ["mail to joe@example.com", "mail to joe@example.com"],
  ])("%s is kept as %s", (text, kept) => {
    expect(sanitizeText(text)).toBe(kept);
  });
});

test("names of secrets are known, and only those", () => {
  expect(["Authorization", "apiKey", "x-api-key", "client_secret", "Set-Cookie", "passwd"].filter((name) => !isSecretName(name))).toEqual(
    [],
  );
  expect(["orderId", "http.method", "keyboard", "passenger"].filter(isSecretName)).toEqual([]);
});

test("a base URI keeps what tells two routes apart", () => {
  expect(baseUri("platform-http:///orders?httpMethodRestrict=POST&x=1")).toBe("platform-http:///orders?httpMethodRestrict=POST");
  expect(baseUri("seda://a?size=1")).toBe("seda://a");
});

test("masking is linear in the length of the text", () => {
  const started = process.cpuUsage().user;
  for (const text of ["?".repeat(50_000), `?${"a".repeat(50_000)}`, "://".repeat(20_000), `?${"password".repeat(6_000)}`])
    sanitizeText(`${text}=`);
  expect(process.cpuUsage().user - started).toBeLessThan(1_500_000);
});
