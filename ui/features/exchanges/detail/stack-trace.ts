export interface StackSection {
  /** `Caused by: …`, `Suppressed: …` or the first line. */
  readonly heading: string;
  readonly runs: readonly FrameRun[];
}

/** Frames in a row that are all the app's own or all somebody else's. */
export interface FrameRun {
  readonly own: boolean;
  readonly frames: readonly string[];
}

const foreign =
  /^at (?:[\w.$]+\/)?(?:java|javax|jakarta|jdk|sun|com\.sun|kotlin|org\.apache|org\.springframework|io\.quarkus|io\.vertx|io\.netty|reactor|org\.eclipse|io\.undertow|org\.jboss)\./;

/** A printed Java stack trace, cut at its causes, with the frames of frameworks told from the app's own. */
export function stackSections(stack: string): StackSection[] {
  const sections: { heading: string; runs: { own: boolean; frames: string[] }[] }[] = [];
  for (const line of stack.split(/\r?\n/)) {
    const text = line.trim();
    if (text === "") continue;
    if (!isFrame(text)) {
      const last = sections.at(-1);
      if (last !== undefined && last.runs.length === 0 && !startsSection(text)) last.heading += `\n${text}`;
      else sections.push({ heading: text, runs: [] });
      continue;
    }
    addFrame(sections, text);
  }
  return sections;
}

function addFrame(sections: { heading: string; runs: { own: boolean; frames: string[] }[] }[], frame: string): void {
  if (sections.length === 0) sections.push({ heading: "", runs: [] });
  const runs = sections.at(-1)?.runs ?? [];
  const own = frame.startsWith("at ") && !foreign.test(frame);
  const run = runs.at(-1);
  if (run?.own === own) run.frames.push(frame);
  else runs.push({ own, frames: [frame] });
}

function isFrame(text: string): boolean {
  return text.startsWith("at ") || /^\.\.\. \d+ (?:more|common frames omitted)/.test(text);
}

function startsSection(text: string): boolean {
  return text.startsWith("Caused by:") || text.startsWith("Suppressed:") || text.startsWith("Wrapped by:");
}
