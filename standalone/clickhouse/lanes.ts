/** Runs at most `width` jobs at a time, in the order of arrival. */
export interface Lane {
  <T>(job: () => Promise<T>): Promise<T>;
}

export function lane(width: number): Lane {
  let free = width;
  const waiting: (() => void)[] = [];
  return async (job) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
