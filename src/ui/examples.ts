/** One way a component is used, shown in the gallery at `/kieu-dang`. */
export interface Example {
  /** What is to be seen, in the reader's language. */
  readonly name: string;
  readonly props?: Readonly<Record<string, unknown>>;
  /** What stands between the tags. */
  readonly text?: string;
}

/** Gives the Vietnamese or the English words, whichever the reader chose. */
export type Say = (vi: string, en: string) => string;

/** What every `Name.examples.ts` exports as `examples`. */
export type Examples = (say: Say) => readonly Example[];
