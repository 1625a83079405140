/** What has been opened, to be closed in the reverse order, once, also in the middle of a start. */
export interface Lifetime {
  /** Aborted as soon as the end begins. */
  readonly signal: AbortSignal;
  onEnd(close: () => unknown): void;
  end(): Promise<void>;
}

export function makeLifetime(): Lifetime {
  const controller = new AbortController();
  const closers: (() => unknown)[] = [];
  let ending: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    controller.abort();
    for (let close = closers.pop(); close; close = closers.pop()) {
      try {
        await close();
      } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  }

  return {
    signal: controller.signal,
    onEnd(close) {
      closers.push(close);
      // A start that goes on while the end has come: what it opens is closed at once.
      if (ending) ending = ending.then(closeAll);
    },
    end: () => (ending ??= closeAll()),
  };
}

/** Waits for a promise, but not longer than so many milliseconds. */
export function atMost(ms: number, promise: Promise<unknown>): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    promise
      .catch(() => {})
      .then(() => {
        clearTimeout(timer);
        done();
      });
  });
}
