/** Where one of a phone's people goes on learning. */
export interface NextLesson {
  /** In the reader's language; null when all are finished. */
  readonly title: string | null;
  readonly href: string;
  readonly begun: boolean;
  /** Lessons, finished. */
  readonly finished: number;
}
