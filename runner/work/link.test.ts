import { test } from "vitest";
import { newLinkChoice } from "#runner/work/link";

test("without a door bell polls are long, then plain once three were cut off, and after a while long ones are tried again", ({
  expect,
}) => {
  let isBellOpen = true;
  const link = newLinkChoice(() => isBellOpen);
  expect(link.present()).toBe("websocket");
  isBellOpen = false;
  link.cutOff();
  link.cutOff();
  link.gotThrough(true);
  link.cutOff();
  link.cutOff();
  expect(link.present()).toBe("long-poll");
  link.cutOff();
  expect(link.present()).toBe("poll");
  for (let polls = 0; polls < 20; polls += 1) link.gotThrough(false);
  expect(link.present()).toBe("poll");
  link.gotThrough(false);
  expect(link.present()).toBe("long-poll");
});
