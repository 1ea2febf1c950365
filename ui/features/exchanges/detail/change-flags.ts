import type { Step } from "./step-tree.ts";

type Changed = Step["changed"][number];

/** What a step may change about the message, with its letter in the tree. */
export const changeFlags: readonly { readonly name: Changed; readonly letter: string; readonly label: string }[] = [
  { name: "body", letter: "B", label: "Body" },
  { name: "headers", letter: "H", label: "Headers" },
  { name: "properties", letter: "P", label: "Properties" },
  { name: "variables", letter: "V", label: "Variables" },
];
