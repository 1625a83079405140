import { call, Problem, type ProblemDocument } from '#platform/client/call.ts';
import { getSession, submitAnswer, type Step } from '../domain/contract.ts';
import type { Answer } from '../domain/scoring.ts';

/** A slow network counts as no network. */
const PATIENCE_MS = 15_000;

export type Sent =
  | { readonly kind: 'step'; readonly step: Step }
  /** Nothing answered: the choice stays on the phone, sending it again is safe. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument };

/** Sends one answer. When the phone is out of step with the session, gives the step that is really open. */
export async function sendAnswer(session: string, itemId: string, answer: Answer): Promise<Sent> {
  try {
    const params = { session };
    const step = await call(submitAnswer, { params, body: { itemId, answer } }, patientFetch);
    return { kind: 'step', step };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { document: problem } = error;
    if (problem.status === 0) return { kind: 'offline' };
    if (problem.code === 'assessment/item-not-asked' || problem.code === 'assessment/session-finished')
      return readStep(session);
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
