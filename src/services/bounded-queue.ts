interface BoundedQueueOptions {
  /** At most this many run at once. */
  readonly concurrency: number;
  readonly maxWaiting: number;
  /** What the one is refused with that finds the queue full. */
  readonly whenFull: () => Error;
}

/** Runs what it is given in the order it came. */
export function boundedQueue({
  concurrency,
  maxWaiting,
  whenFull,
}: BoundedQueueOptions): <Value>(work: () => Promise<Value>) => Promise<Value> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= concurrency) {
      if (waiting.length >= maxWaiting) throw whenFull();
      // The one that finishes hands its place over, so `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
