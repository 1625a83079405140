import type { Context } from '#platform/http/context.ts';
import type { DomainEvent, Identity } from '#platform/http/module.ts';
import { hasConsent } from '#modules/identity/server.ts';
import { CONFIRMATION } from './agreement.ts';
import { issueCredential } from './issue-credential.ts';
import { outcomeOf } from './outcomes.ts';
import { deletePending, insertPending, listPendingOf } from './pending.store.ts';
import type { CredentialsTables } from './tables.ts';

/** A test was passed: it waits until its person has signed in and agreed, which may be already. */
export async function noteSessionPassed(
  context: Context<CredentialsTables>,
  event: DomainEvent,
): Promise<void> {
  const { personId, sessionId } = event.payload as { personId: string; sessionId: string };
  await insertPending(context.db, {
    part_key: event.partKey,
    person_id: personId,
    session_id: sessionId,
    noted_at: context.now(),
  });
  await claim(context, { partKey: event.partKey, personId });
}

/** Something about a person has changed: what waited for it may go on. */
export async function claimAfterEvent(
  context: Context<CredentialsTables>,
  event: DomainEvent,
): Promise<void> {
  const { personId } = event.payload as { personId: string };
  await claim(context, { partKey: event.partKey, personId });
}

/**
 * Confirms every test of a person that waits, once she has agreed; safe to repeat. Only who has an account can agree
 * (identity/resident-needed), so a learner that only her device knows waits until she signs in.
 *
 * @returns ids of the new credentials
 */
export async function claim(context: Context<CredentialsTables>, person: Identity): Promise<string[]> {
  const waiting = await listPendingOf(context.db, person);
  if (waiting.length === 0 || !(await hasConsent(context.db, person, CONFIRMATION))) return [];
  const issued: string[] = [];
  for (const row of waiting) {
    const outcome = await outcomeOf(context, person.partKey, row.session_id);
    // Not there: it has moved with its person, or is about to; the row goes the same way.
    if (!outcome) continue;
    if (outcome.personId !== person.personId || outcome.verdict !== 'passed' || outcome.brokeWaitingTime) {
      await deletePending(context.db, [row]);
      continue;
    }
    // What is missing may still come; the page of the result says what it is.
    if (outcome.lacksPractice) continue;
    const id = await issueCredential(context, person, row.session_id, outcome);
    if (id) issued.push(id);
  }
  return issued;
}
