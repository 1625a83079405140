import type { Tx } from '#platform/database/connect.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { MENTOR_ROLES, MENTORING, MOST_MENTEES, type Mentee } from '../domain/mentor-contract.ts';
import type { LearnerCard } from '../domain/card-contract.ts';
import { refuse } from '../domain/refusals.ts';
import { countTry, forgetTries } from './attempts.ts';
import { audit, auditRead } from './audit.ts';
import { insertChoice } from './consent.store.ts';
import { cardOf, issueCardTo } from './issue-card.ts';
import { useCode } from './codes.store.ts';
import { codeHash } from './shown-code.ts';
import * as store from './mentors.store.ts';
import { findPerson } from './person.store.ts';
import { readProfile } from './people.ts';
import { isWithin } from './registry.ts';
import type { IdentityTables } from './tables.ts';

type Asking = Context<IdentityTables>;
type Row = store.MentoringRow;
const learnerIn = (row: Row): Identity => ({ partKey: row.part_key, personId: row.person_id });

/** The member of staff who asks. @throws Refusal identity/sign-in-first, identity/not-yours without such a role there */
async function mentorAt({ actor }: Pick<Asking, 'actor'>, unitId: number): Promise<Person> {
  if (actor.kind !== 'person' || actor.anonymous) return refuse('sign-in-first');
  for (const { role, unitId: own } of actor.grants)
    if (MENTOR_ROLES.some((one) => one === role) && (await isWithin(unitId, own))) return actor;
  return refuse('not-yours');
}

/** The help that the one who asks gives. @throws Refusal identity/sign-in-first, identity/not-yours */
async function givenBy(context: Asking, id: string): Promise<Row> {
  const { actor } = context;
  if (actor.kind !== 'person' || actor.anonymous) return refuse('sign-in-first');
  const row = (await store.listOfMentor(context.db, actor.personId)).find((one) => one.id === id);
  if (!row) return refuse('not-yours');
  // Who lost the role at that unit sees nobody there any more.
  await mentorAt(context, row.unit_id);
  return row;
}

/** Whom the one who asks helps, for other modules; the reading is logged. @throws Refusal identity/sign-in-first, identity/not-yours */
export async function menteeOf(context: Context, id: string, what: string): Promise<Identity> {
  const row = await givenBy(context as unknown as Asking, id);
  await auditRead(context, { subject: learnerIn(row), what, unitId: row.unit_id });
  return learnerIn(row);
}

/** Everybody whom the one who asks helps at a unit, for other modules. @throws Refusal identity/sign-in-first, identity/not-yours */
export async function menteesAt(
  context: Context,
  unitId: number,
): Promise<readonly { readonly id: string; readonly person: Identity }[]> {
  const rows = await rowsAt(context as unknown as Asking, unitId);
  return rows.map((row) => ({ id: row.id, person: learnerIn(row) }));
}

async function rowsAt(context: Asking, unitId: number): Promise<Row[]> {
  const mentor = await mentorAt(context, unitId);
  return (await store.listOfMentor(context.db, mentor.personId)).filter((one) => one.unit_id === unitId);
}

export async function readMentees(context: Asking, unitId: number): Promise<{ mentees: Mentee[] }> {
  const rows = await rowsAt(context, unitId);
  return { mentees: await Promise.all(rows.map((row) => show(context, row))) };
}

/**
 * The code that a learner shows makes the one who asks her mentor. A try is counted before it is judged; used, too old
 * and unknown codes look the same.
 *
 * @throws Refusal identity/sign-in-first, identity/not-yours, identity/mentor-code-gone, identity/mentees-full,
 *   identity/wait-before-trying
 */
export async function takeMentee(
  context: Asking,
  unitId: number,
  { id, code }: { readonly id: string; readonly code: string },
): Promise<Mentee> {
  const mentor = await mentorAt(context, unitId);
  const own = await store.listOfMentor(context.db, mentor.personId);
  const same = own.find((one) => one.id === id);
  if (same) return show(context, same);
  if (own.filter((one) => one.unit_id === unitId).length >= MOST_MENTEES) return refuse('mentees-full');
  await countTry(context, 'account', `mentor ${mentor.personId}`);
  const row = await context.db.transaction().execute(async (tx) => {
    const person = await useCode(tx, codeHash(context.master, code), 'mentor', context.now());
    if (!person || person.personId === mentor.personId) return refuse('mentor-code-gone');
    return begin(tx, context, { id, unitId, person, mentor });
  });
  await forgetTries(context, `mentor ${mentor.personId}`);
  return show(context, row);
}

async function begin(
  tx: Tx<IdentityTables>,
  context: Asking,
  { id, unitId, person, mentor }: { id: string; unitId: number; person: Identity; mentor: Identity },
): Promise<Row> {
  const known = (await store.listOfLearner(tx, person)).find(
    (one) => one.mentor_id === mentor.personId && one.unit_id === unitId && !one.ended_at,
  );
  if (known) return known;
  const at = context.now();
  const row = {
    part_key: person.partKey,
    id,
    person_id: person.personId,
    mentor_part_key: mentor.partKey,
    mentor_id: mentor.personId,
    unit_id: unitId,
    began_at: at,
    ended_at: null,
  };
  await store.insertMentoring(tx, row);
  // She showed the code under words that say what her mentor sees.
  await insertChoice(tx, { ...MENTORING, person, id, given: true, at });
  await audit(tx, context, { action: 'identity.begin-mentoring', subject: person, unitId });
  return row;
}

/** Ended by either; ended twice is ended once. @throws Refusal identity/not-yours */
export async function endMentoring(context: Asking, id: string): Promise<object> {
  const { actor } = context;
  if (actor.kind !== 'person') return refuse('not-yours');
  const hers = await store.listOfLearner(context.db, actor);
  const row =
    hers.find((one) => one.id === id) ??
    (await store.listOfMentor(context.db, actor.personId)).find((one) => one.id === id);
  if (!row) return refuse('not-yours');
  const person = learnerIn(row);
  await context.db.transaction().execute(async (tx) => {
    const at = context.now();
    if (!(await store.endOne(tx, row, at))) return;
    const left = (await store.listOfLearner(tx, person)).some((one) => !one.ended_at);
    if (!left) await insertChoice(tx, { ...MENTORING, person, id: context.newId(), given: false, at });
    await audit(tx, context, { action: 'identity.end-mentoring', subject: person, unitId: row.unit_id });
  });
  return {};
}

/** @throws Refusal identity/sign-in-first, identity/not-yours */
export async function readMentee(
  context: Asking,
  id: string,
): Promise<{ mentee: Mentee; card: LearnerCard | null }> {
  const row = await givenBy(context, id);
  const person = learnerIn(row);
  const card = await cardOf(context, person);
  if (card)
    await auditRead(context as unknown as Context, { subject: person, what: 'card', unitId: row.unit_id });
  return { mentee: await show(context, row), card };
}

/** @throws Refusal identity/sign-in-first, identity/not-yours, identity/profile-not-found, identity/profile-signs-in */
export async function issueMenteeCard(context: Asking, mentoring: string, id: string): Promise<LearnerCard> {
  const row = await givenBy(context, mentoring);
  const person = learnerIn(row);
  if (await hasAccount(context, person)) return refuse('profile-signs-in');
  return issueCardTo(context, person, id, row.unit_id);
}

async function hasAccount({ db }: Asking, person: Identity): Promise<boolean> {
  return (await findPerson(db, person))?.kind !== 'anonymous';
}

async function show(context: Asking, row: Row): Promise<Mentee> {
  const person = learnerIn(row);
  const { name, picture = null } = await readProfile(context, person);
  return {
    id: row.id,
    name,
    picture,
    account: await hasAccount(context, person),
    unitId: row.unit_id,
    since: row.began_at.toISOString(),
  };
}
