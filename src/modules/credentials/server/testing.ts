import { sql } from 'kysely';
import { createPerson, openSession } from '#modules/identity/server.ts';
import type { Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { announce } from '#platform/outbox/outbox.ts';
import type { Outcome } from '../domain/outcome.ts';
import { readOutcomesFrom } from './outcomes.ts';

type Browser = { readonly cookies: Map<string, string> };

/** Passed tests by session, in place of the assessment module: a confirmation is tested apart from how tests go. */
export const outcomes = new Map<string, Outcome>();

/** Call it after the API has started. */
export function useOutcomes(): void {
  readOutcomesFrom(async (_db, _partKey, id) => outcomes.get(id));
}

/** A person with an account, signed in on this browser. */
export async function signIn(
  services: Services,
  browser: Browser,
  options: {
    name?: string;
    partKey?: number;
    homeUnitId?: number;
    kind?: 'anonymous' | 'resident';
    consents?: readonly string[];
  } = {},
): Promise<Identity> {
  const { db } = services;
  const partKey = options.partKey ?? 4;
  const person = await createPerson(services, {
    partKey,
    id: newUuid(),
    kind: options.kind ?? 'resident',
    profile: { name: options.name ?? null, birthDate: '1960-05-19' },
  });
  if (options.homeUnitId) {
    await sql`UPDATE identity.persons SET home_unit_id = ${options.homeUnitId} WHERE part_key = ${partKey} AND id = ${person.personId}`.execute(
      db,
    );
  }
  for (const purpose of options.consents ?? []) await consent(services, person, purpose, true);
  const reply = new Headers();
  await openSession(services, db, reply, { ...person, staff: false, strong: false, device: 'test' });
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(reply.getSetCookie()[0] ?? '') ?? [];
  browser.cookies.set(name!, value!);
  return person;
}

/** Her word on a purpose, as identity's ledger keeps it. */
export async function consent(
  { db, now, newId }: Services,
  person: Identity,
  purpose: string,
  given: boolean,
): Promise<void> {
  await sql`INSERT INTO identity.consents (part_key, id, person_id, purpose, text_version, given, at)
    VALUES (${person.partKey}, ${newId()}, ${person.personId}, ${purpose}, '1', ${given}, ${now()})`.execute(
    db,
  );
}

/** Tells that she passed a test, as assessment does. */
export async function pass(
  services: Services,
  person: Identity,
  changes: Partial<Outcome> = {},
): Promise<string> {
  const sessionId = newUuid();
  outcomes.set(sessionId, { ...passedOutcome(person.personId), ...changes });
  await tell(services, person, 'assessment.session-passed', { sessionId });
  return sessionId;
}

/** An event about a person, in a transaction of its own. */
export async function tell(
  { db, now, newId }: Services,
  person: Identity,
  name: string,
  more: Record<string, unknown> = {},
): Promise<void> {
  await db.transaction().execute((tx) =>
    announce(tx, {
      partKey: person.partKey,
      id: newId(),
      name,
      payload: { personId: person.personId, ...more },
      at: now(),
    }),
  );
}

export function passedOutcome(personId: string): Outcome {
  return {
    personId,
    verdict: 'passed',
    group: 'citizens',
    ruleSetId: 'adaptive-citizens-v1',
    ruleSetVersion: 1,
    ruleSetName: {
      vi: 'Bài đánh giá kỹ năng số cơ bản của người dân',
      en: 'Basic digital skills of citizens, adaptive test',
    },
    domains: ['1', '2', '3', '4', '5', '6'].map((domain) => ({ domain, level: 'ok' as const })),
    finishedAt: new Date('2026-11-20T08:30:00.500Z'),
    attempt: 1,
    evidence: 'unsupervised',
    brokeWaitingTime: false,
  };
}
