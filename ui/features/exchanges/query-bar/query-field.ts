/** The search bar at a moment. */
export interface QueryField {
  readonly text: string;
  readonly caret: number;
  /** Whether the suggestions are shown, and which one is chosen; -1 is none. */
  readonly open: boolean;
  readonly active: number;
  /** Whether the text was run or left as it is, so that its error is told in words. */
  readonly tried: boolean;
  /** Where in the history the text comes from; -1 is none. */
  readonly recall: number;
}

export type QueryFieldEvent =
  | { readonly type: "typed"; readonly text: string; readonly caret: number }
  | { readonly type: "taken"; readonly text: string; readonly caret: number }
  | { readonly type: "recalled"; readonly text: string; readonly at: number }
  | { readonly type: "moved"; readonly caret: number }
  | { readonly type: "chose"; readonly by: 1 | -1; readonly count: number }
  | { readonly type: "replaced"; readonly text: string }
  | { readonly type: "opened" | "closed" | "ran" | "left" };

export function fieldOf(text: string): QueryField {
  return { text, caret: text.length, open: false, active: -1, tried: false, recall: -1 };
}

export function nextField(field: QueryField, event: QueryFieldEvent): QueryField {
  switch (event.type) {
    case "typed":
      return { ...fieldOf(event.text.replaceAll("\n", " ")), caret: event.caret, open: true };
    case "taken":
      return { ...field, text: event.text, caret: event.caret, active: -1, tried: false };
    case "recalled":
      return { ...fieldOf(event.text), recall: event.at };
    case "moved":
      return event.caret === field.caret ? field : { ...field, caret: event.caret };
    case "chose":
      return { ...field, open: true, active: Math.min(event.count - 1, Math.max(-1, field.active + event.by)) };
    case "replaced":
      return { ...fieldOf(event.text), open: field.open };
    case "opened":
      return { ...field, open: true };
    case "closed":
      return { ...field, open: false, active: -1 };
    case "ran":
      return { ...field, open: false, active: -1, tried: true, recall: -1 };
    case "left":
      return { ...field, open: false, active: -1, tried: true };
  }
}
