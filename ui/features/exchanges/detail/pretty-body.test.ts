import { describe, it } from "vitest";
import { prettyBody } from "./pretty-body.ts";

describe("prettyBody", () => {
  it("indents JSON", ({ expect }) => {
    expect(prettyBody('{"id":4711,"lines":[{"sku":"A"},{}],"note":[]}')).toEqual({
      language: "json",
      text: '{\n  "id": 4711,\n  "lines": [\n    {\n      "sku": "A"\n    },\n    {}\n  ],\n  "note": []\n}',
    });
  });

  it("keeps every digit of a number and both of two equal keys", ({ expect }) => {
    expect(prettyBody('{"a":12345678901234567890.10,"a":1}').text).toBe('{\n  "a": 12345678901234567890.10,\n  "a": 1\n}');
  });

  it("does not look into strings", ({ expect }) => {
    expect(prettyBody(String.raw`{"a":"x, \"{y}\": [z]"}`).text).toBe(`{\n  "a": ${String.raw`"x, \"{y}\": [z]"`}\n}`);
  });

  it("shows JSON that was cut off as it came", ({ expect }) => {
    expect(prettyBody('{"a":[1,2')).toEqual({ language: "text", text: '{"a":[1,2' });
  });

  it("indents XML and leaves short elements on one line", ({ expect }) => {
    expect(prettyBody('<?xml version="1.0"?><order id="1"><sku>A</sku><empty/><!-- x --><n><m>2</m></n></order>')).toEqual({
      language: "xml",
      text: [
        '<?xml version="1.0"?>',
        '<order id="1">',
        "  <sku>A</sku>",
        "  <empty/>",
        "  <!-- x -->",
        "  <n>",
        "    <m>2</m>",
        "  </n>",
        "</order>",
      ].join("\n"),
    });
  });

  it("survives XML that was cut off", ({ expect }) => {
    expect(prettyBody("</b></a><c>text").text).toBe("</b>\n</a>\n<c>text");
  });

  it("leaves text alone", ({ expect }) => {
    expect(prettyBody("  EDI+123'")).toEqual({ language: "text", text: "  EDI+123'" });
  });
});
