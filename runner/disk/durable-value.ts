import { writeDurably } from "./durable-file.ts";

/** A value that is written as a whole. It is what is on disk: a change that could not be written did not happen. */
export interface DurableValue<T> {
  readonly value: T;
  /** Resolves once it is on disk. Changes that come while others are being written are written together; one that returns what it got is none. */
  change(next: (value: T) => T): Promise<void>;
}

interface Waiting<T> {
  readonly next: (value: T) => T;
  readonly done: PromiseWithResolvers<void>;
}

/** One that a file holds as JSON. */
export function durableJson<T>(file: string, present: T): DurableValue<T> {
  return durableValue(present, async (value) => writeDurably(file, JSON.stringify(value)));
}

/** `store` brings it to the disk; it is not called again before it has ended. */
export function durableValue<T>(present: T, store: (value: T) => Promise<void>): DurableValue<T> {
  let value = present;
  let waiting: Waiting<T>[] = [];
  let isWriting = false;
  const write = async (changes: readonly Waiting<T>[]): Promise<void> => {
    try {
      const changed = changes.reduce((before, { next }) => next(before), value);
      if (changed !== value) await store(changed);
      value = changed;
      changes.forEach(({ done }) => done.resolve());
    } catch (error) {
      changes.forEach(({ done }) => done.reject(error));
    }
  };
  const writeAll = async (): Promise<void> => {
    isWriting = true;
    while (waiting.length > 0) {
      const changes = waiting;
      waiting = [];
      await write(changes);
    }
    isWriting = false;
  };
  return {
    get value() {
      return value;
    },
    async change(next) {
      const done = Promise.withResolvers<void>();
      waiting.push({ next, done });
      if (!isWriting) void writeAll();
      return done.promise;
    },
  };
}
