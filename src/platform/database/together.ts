/**
 * Questions that arrive while others are under way are asked together, in one statement: under load a round trip is
 * shared by many, and without load nobody waits for anybody.
 *
 * @typeParam Input one question
 * @typeParam Output its answer
 */
export class Together<Input, Output> {
  readonly #run: (inputs: readonly Input[]) => Promise<readonly Output[]>;
  readonly #keyOf: (input: Input) => string | undefined;
  #waiting: Waiting<Input, Output>[] = [];
  #underWay = 0;
  #called = false;

  /**
   * @param run answers in the order of the questions, all or none
   * @param keyOf two questions of one key never stand in one statement; reads may do without
   */
  constructor(
    run: (inputs: readonly Input[]) => Promise<readonly Output[]>,
    keyOf: (input: Input) => string | undefined = () => undefined,
  ) {
    this.#run = run;
    this.#keyOf = keyOf;
  }

  /** @throws what the statement throws for this question alone: others in the same statement do not harm it */
  ask(input: Input): Promise<Output> {
    return new Promise((answer, fail) => {
      this.#waiting.push({ input, answer, fail });
      this.#call();
    });
  }

  /** After what has already arrived on the wire has been read. */
  #call(): void {
    if (this.#called || this.#underWay >= AT_ONCE) return;
    this.#called = true;
    setImmediate(() => {
      this.#called = false;
      while (this.#waiting.length > 0 && this.#underWay < AT_ONCE) void this.#askWaiting();
    });
  }

  async #askWaiting(): Promise<void> {
    const asked = this.#take();
    this.#underWay++;
    try {
      const answers = await this.#run(asked.map(({ input }) => input));
      for (const [index, { answer }] of asked.entries()) answer(answers[index]!);
    } catch (error) {
      if (asked.length === 1) asked[0]!.fail(error);
      else await Promise.all(asked.map((one) => this.#askAlone(one)));
    } finally {
      this.#underWay--;
      if (this.#waiting.length > 0) this.#call();
    }
  }

  async #askAlone({ input, answer, fail }: Waiting<Input, Output>): Promise<void> {
    await this.#run([input]).then((answers) => answer(answers[0]!), fail);
  }

  #take(): Waiting<Input, Output>[] {
    const taken: Waiting<Input, Output>[] = [];
    const left: Waiting<Input, Output>[] = [];
    const keys = new Set<string>();
    for (const one of this.#waiting) {
      const key = this.#keyOf(one.input);
      if (taken.length < MOST && (key === undefined || !keys.has(key))) {
        if (key !== undefined) keys.add(key);
        taken.push(one);
      } else left.push(one);
    }
    this.#waiting = left;
    return taken;
  }
}

interface Waiting<Input, Output> {
  readonly input: Input;
  readonly answer: (output: Output) => void;
  readonly fail: (error: unknown) => void;
}

/** Statements under way at the same time; with two, one is on its way while the other is being answered. */
const AT_ONCE = 2;
/** Questions in one statement. */
const MOST = 64;

/** One of these for each database, made when first asked for. */
export function perDatabase<Database extends object, Made>(
  make: (db: Database) => Made,
): (db: Database) => Made {
  const made = new WeakMap<Database, Made>();
  return (db) => {
    let one = made.get(db);
    if (!one) made.set(db, (one = make(db)));
    return one;
  };
}
