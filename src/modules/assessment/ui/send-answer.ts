import { call, Problem, type ProblemDocument } from '#platform/client/call.ts';
import { getSession, submitAnswer, swapTask, type Step } from '../domain/contract.ts';
import type { Answer } from '../domain/answer.ts';

/** A slow network counts as no network. */
const PATIENCE_MS = 15_000;

/** The session stands elsewhere than this phone thinks: what it shows is read again. */
const OUT_OF_STEP = ['assessment/item-not-asked', 'assessment/session-finished', 'assessment/session-paused'];

export type Sent =
  | { readonly kind: 'step'; readonly step: Step }
  /** Nothing answered: the choice stays on the phone, sending it again is safe. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument };

/** Sends one answer. When the phone is out of step with the session, gives the step that is really open. */
export const sendAnswer = (session: string, itemId: string, answer: Answer, shownMs: number): Promise<Sent> =>
  send(session, () =>
    call(submitAnswer, { params: { session }, body: { itemId, answer, shownMs } }, patientFetch),
  );

/** Asks for a question in place of a task. */
export const sendSwap = (session: string, itemId: string): Promise<Sent> =>
  send(session, () => call(swapTask, { params: { session }, body: { itemId } }, patientFetch));

async function send(session: string, ask: () => Promise<Step>): Promise<Sent> {
  try {
    return { kind: 'step', step: await ask() };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { document: problem } = error;
    if (problem.status === 0) return { kind: 'offline' };
    if (OUT_OF_STEP.includes(problem.code)) return readStep(session);
    return { kind: 'refused', problem };
  }
}

async function readStep(session: string): Promise<Sent> {
  try {
    return { kind: 'step', step: await call(getSession, { params: { session } }, patientFetch) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.document.status === 0 ? { kind: 'offline' } : { kind: 'refused', problem: error.document };
  }
}

const patientFetch: typeof fetch = async (input, init) => {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    return await fetch(input, { ...init, signal: patience.signal });
  } finally {
    clearTimeout(timer);
  }
};
