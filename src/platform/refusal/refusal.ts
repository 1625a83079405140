/**
 * An expected "no", from the closed list of a module (`module/what`). It leaves as an RFC 9457 problem document
 * with words in the reader's language; anything else that is thrown is a bug and leaves as a bare 500.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: Record<string, unknown> | undefined;

  constructor(code: string, status: number, detail?: Record<string, unknown>) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
    this.detail = detail;
  }
}

/** A module's refusals: what went wrong → HTTP status. Words stand in its `messages/*.json` under `refusal.<what>`. */
export type Refusals = Readonly<Record<string, number>>;

/**
 * The one way a module says no.
 *
 * @example const refuse = refuser('assessment', refusals); refuse('session-not-found');
 */
export function refuser<const R extends Refusals>(module: string, refusals: R) {
  return (what: keyof R & string, detail?: Record<string, unknown>): never => {
    throw new Refusal(`${module}/${what}`, refusals[what] ?? 400, detail);
  };
}
