export type PlainRule =
  | 'long-sentence'
  | 'several-actions'
  | 'hard-word'
  | 'abbreviation'
  | 'capitals'
  | 'double-negation'
  | 'passive';

/** A text to be looked at, and where it stands. */
export interface Passage {
  /** Keys from the top of the file. */
  readonly at: readonly (string | number)[];
  readonly text: string;
  /**
   * `step`: something to do, one action a sentence; `prose`: any other sentences; `label`: a title or a choice, which may
   * be no sentence at all.
   */
  readonly role: 'step' | 'prose' | 'label';
  /** What is seen together, such as the step of a lesson: a word explained in it is explained for all of it. */
  readonly group: string;
}

export interface PlainFault {
  readonly rule: PlainRule;
  /** An `error` has to be put right; a `warn` is for somebody to judge. */
  readonly severity: 'error' | 'warn';
  readonly at: Passage['at'];
  /** Signs of the text, from 0, the second excluded. */
  readonly from: number;
  readonly to: number;
  /** That piece of the text. */
  readonly found: string;
  /** What to write instead, in Vietnamese. */
  readonly suggestion: string;
}

/** A fault in a passage, before its place in the whole is known. */
export type Finding = Omit<PlainFault, 'at'>;
