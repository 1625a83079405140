import { createHash } from 'node:crypto';
import { holderOf } from '#modules/credentials/server.ts';
import { audit, hasConsent, readProfile } from '#modules/identity/server.ts';
import { requireRole, treeOf, worksAt } from '#modules/organisations/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import { tableFile } from '#platform/http/table-file.ts';
import type { Rule } from '../domain/commendation.ts';
import type {
  CommendationView,
  decisions,
  Eligible,
  ProposalView,
  Propose,
} from '../domain/commendation-contract.ts';
import { refuse } from '../domain/refusals.ts';
import {
  findProposal,
  insertProposal,
  listProposals,
  lockProposal,
  updateProposal,
  type ProposalRow,
} from './commendations.store.ts';
import { policyOf } from './content.ts';
import { eligibilities, periodsOf } from './eligibility.ts';
import { findInitiative, listAround } from './initiatives.store.ts';
import { namer, READERS, WORKERS, worker, type Asking } from './rights.ts';
import type { EmulationTables } from './tables.ts';

const CONSENT = 'commendation';
type Decision = (typeof decisions)[number];
type State = ProposalRow['state'];
const AFTER: Readonly<Record<Decision, State>> = {
  grant: 'granted',
  refuse: 'refused',
  withdraw: 'withdrawn',
};

const personIn = (row: Pick<ProposalRow, 'person_part' | 'person_id'>): Identity | null =>
  row.person_part === null || row.person_id === null
    ? null
    : { partKey: row.person_part, personId: row.person_id };

/** Her name while she agrees, for a unit that has to do with the proposal. */
async function nameOf(context: Asking, person: Identity): Promise<string | null> {
  if (!(await hasConsent(context.db as never, person, CONSENT))) return null;
  return (await readProfile(context as never, person)).name;
}

/** A part whose rule's own mutable copy a contract can hold. */
const plain = ({ eligible, criteria }: ProposalRow['evidence']): Eligible => ({
  eligible,
  criteria: criteria.map((one) => ({ ...one })),
});

function mayDecide(context: Asking, row: ProposalRow, unitId: number): Decision[] {
  if (row.state !== 'proposed') return [];
  return [
    ...(row.decider_id === unitId && worksAt(context, ['leader'], unitId)
      ? (['grant', 'refuse'] as const)
      : []),
    ...(row.unit_id === unitId && worksAt(context, WORKERS, unitId) ? (['withdraw'] as const) : []),
  ];
}

/** @throws Refusal organisations/…, emulation/unknown-rule for a period whose data are not closed */
export async function readCommendations(
  context: Asking,
  unitId: number,
  asked: string | undefined,
): Promise<CommendationView> {
  const unit = await requireRole(context, READERS, unitId);
  const policy = policyOf(context.content());
  const periods = [
    ...new Map(
      policy.rules.flatMap((rule) => periodsOf(context, rule)).map((one) => [one.period.key, one]),
    ).values(),
  ];
  const period =
    periods.find((one) => asked === undefined || one.period.key === asked) ?? refuse('unknown-rule');
  const tree = await treeOf(context.db);
  const above = tree.ancestors(unit.id).at(-1) ?? null;
  const key = period.period.key;
  const [name, proposals, initiatives] = await Promise.all([
    namer(context),
    listProposals(context.db, unit.id, key),
    listAround(context.db, unit.id, [], 100),
  ]);
  const rules = await Promise.all(
    policy.rules.map(async (rule) => {
      const { form } = periodsOf(context, rule)[0] ?? period;
      const parts = tree.children(unit.id).filter(({ kind }) => form.tiers.includes(kind as never));
      const [own, below] = await Promise.all([
        above && form.tiers.includes(unit.kind as never) ? eligibilities(context, rule, key, [unit]) : null,
        rule.subject === 'unit' ? eligibilities(context, rule, key, parts) : null,
      ]);
      const mine = own?.get(unit.id);
      return {
        id: rule.id,
        title: rule.title,
        subject: rule.subject,
        cell: form.cells.find(({ code }) => code === rule.cell)?.label ?? { vi: rule.cell, en: rule.cell },
        own: mine ? plain(mine) : null,
        parts: parts.flatMap(({ id, name: called }) => {
          const found = below?.get(id);
          return found ? [{ unit: { id, name: called }, eligibility: plain(found) }] : [];
        }),
      };
    }),
  );
  return {
    unit: { id: unit.id, name: unit.name },
    above: above && { id: above.id, name: above.name },
    source: policy.source,
    verified: policy.verified,
    period: { key, words: period.words },
    periods: periods.map((one) => ({ key: one.period.key, words: one.words })),
    rules,
    initiatives: initiatives
      .filter(({ state }) => state === 'published')
      .map(({ id, title }) => ({ id, title })),
    proposals: await Promise.all(
      proposals.map((row) => viewProposal(context, row, unit.id, policy.rules, name)),
    ),
    mayPropose: above !== null && worksAt(context, WORKERS, unit.id),
  };
}

async function viewProposal(
  context: Asking,
  row: ProposalRow,
  unitId: number,
  rules: readonly Rule[],
  name: Awaited<ReturnType<typeof namer>>,
): Promise<ProposalView> {
  const rule = rules.find(({ id }) => id === row.rule);
  const person = personIn(row);
  const initiative = row.initiative_id === null ? null : await findInitiative(context.db, row.initiative_id);
  return {
    id: row.id,
    unit: name(row.unit_id),
    rule: {
      id: row.rule,
      title: rule?.title ?? { vi: row.rule, en: row.rule },
      subject: person ? 'person' : 'unit',
    },
    person: person && { name: await nameOf(context, person) },
    reason: row.reason,
    initiative: initiative ? { id: initiative.id, title: initiative.title } : null,
    evidence: plain(row.evidence),
    state: row.state,
    words: row.words,
    proposedAt: row.proposed_at.toISOString(),
    may: mayDecide(context, row, unitId),
  };
}

/** Whose proposal it is: the unit's own, or that of a person who lives there and agrees. */
async function subjectOf(
  context: Asking,
  rule: Rule,
  code: string | null,
  unitId: number,
): Promise<Identity | null> {
  if (rule.subject === 'unit') return null;
  if (!code) return refuse('person-needed');
  const person = (await holderOf(context as never, code)) ?? refuse('person-unknown');
  const { homeUnitId } = await readProfile(context as never, person);
  const tree = await treeOf(context.db);
  if (homeUnitId === null || !tree.isWithin(homeUnitId, unitId)) refuse('person-unknown');
  return (await hasConsent(context.db as never, person, CONSENT)) ? person : refuse('consent-missing');
}

/**
 * Proposes to the unit above what the ledger shows to be eligible; what was computed stays with the proposal.
 *
 * @throws Refusal organisations/…, emulation/unit-writes, nobody-above, unknown-rule, not-eligible, person-needed, person-unknown,
 *   consent-missing, initiative-not-found, proposed-already, repeat-differs
 */
export async function propose(
  context: Asking,
  params: { unit: number; proposal: string },
  given: Propose,
): Promise<{ state: State }> {
  const unit = await worker(context, params.unit);
  const tree = await treeOf(context.db);
  const above = tree.ancestors(unit.id).at(-1) ?? refuse('nobody-above');
  const digest = createHash('sha256')
    .update(JSON.stringify([unit.id, given]))
    .digest('hex');
  const before = await findProposal(context.db, params.proposal);
  if (before) return before.digest === digest ? { state: before.state } : refuse('repeat-differs');
  const rule =
    policyOf(context.content()).rules.find(({ id }) => id === given.rule) ?? refuse('unknown-rule');
  const evidence =
    (await eligibilities(context, rule, given.period, [unit])).get(unit.id) ?? refuse('unknown-rule');
  if (!evidence.eligible) refuse('not-eligible');
  if (given.initiative !== null) {
    const initiative = await findInitiative(context.db, given.initiative);
    if (initiative?.unit_id !== unit.id || initiative.state !== 'published') refuse('initiative-not-found');
  }
  const person = await subjectOf(context, rule, given.code, unit.id);
  return context.db.transaction().execute(async (tx: Tx<EmulationTables>) => {
    const open = (await listProposals(tx, unit.id, given.period)).some(
      (one) =>
        one.unit_id === unit.id &&
        one.rule === rule.id &&
        one.person_id === (person?.personId ?? null) &&
        (one.state === 'proposed' || one.state === 'granted'),
    );
    if (open) refuse('proposed-already');
    await insertProposal(tx, {
      id: params.proposal,
      unit_id: unit.id,
      decider_id: above.id,
      rule: rule.id,
      period: given.period,
      reason: given.reason,
      initiative_id: given.initiative,
      person_part: person?.partKey ?? null,
      person_id: person?.personId ?? null,
      evidence,
      digest,
      state: 'proposed',
      words: '',
      proposed_at: context.now(),
      proposed_by: unit.personId,
      decided_at: null,
      decided_by: null,
    });
    await audit(tx, context, {
      action: 'emulation.propose',
      unitId: unit.id,
      detail: { proposal: params.proposal, rule: rule.id, period: given.period },
    });
    return { state: 'proposed' as const };
  });
}

/**
 * @throws Refusal organisations/…, emulation/proposal-not-found, unit-writes, leader-decides, not-now, words-needed, consent-missing
 */
export async function decide(
  context: Asking,
  params: { unit: number; proposal: string },
  { decision, words }: { decision: Decision; words: string },
): Promise<{ state: State }> {
  const unit = await worker(context, params.unit);
  return context.db.transaction().execute(async (tx: Tx<EmulationTables>) => {
    const row = (await lockProposal(tx, params.proposal)) ?? refuse('proposal-not-found');
    const decider = row.decider_id === unit.id;
    if (!decider && row.unit_id !== unit.id) refuse('proposal-not-found');
    if (
      decision === 'withdraw' ? row.unit_id !== unit.id : !decider || !worksAt(context, ['leader'], unit.id)
    )
      refuse(decision === 'withdraw' ? 'unit-writes' : 'leader-decides');
    if (row.state === AFTER[decision]) return { state: row.state };
    if (row.state !== 'proposed') refuse('not-now');
    if (decision === 'refuse' && words === '') refuse('words-needed');
    const person = personIn(row);
    if (decision === 'grant' && person && !(await hasConsent(tx as never, person, CONSENT)))
      refuse('consent-missing');
    await updateProposal(tx, row.id, {
      state: AFTER[decision],
      words,
      decided_at: context.now(),
      decided_by: unit.personId,
    });
    await audit(tx, context, {
      action: `emulation.${decision}`,
      unitId: unit.id,
      detail: { proposal: row.id, rule: row.rule, period: row.period },
    });
    return { state: AFTER[decision] };
  });
}

/** Those who were granted a commendation; a person who no longer agrees is left out. @throws Refusal as {@link readCommendations} */
export async function commendationFile(
  context: Asking,
  unitId: number,
  { period, as }: { period: string; as: 'csv' | 'xlsx' },
): Promise<Response> {
  const view = await readCommendations(context, unitId, period);
  const granted = view.proposals.filter(
    ({ state, person }) => state === 'granted' && (person === null || person.name !== null),
  );
  const evidence = ({ criteria }: Eligible, of: string) =>
    criteria.find(({ criterion }) => criterion === of)?.value ?? null;
  const lines = granted.map((one, index) => [
    index + 1,
    one.unit.name,
    one.person?.name ?? '',
    one.rule.title.vi,
    one.reason,
    evidence(one.evidence, 'verification'),
    evidence(one.evidence, 'improvement'),
    one.words,
  ]);
  const head = ['TT', 'Đơn vị', 'Cá nhân', 'Nội dung', 'Lý do', 'Tỷ lệ xác thực', 'Tăng (điểm)', 'Ý kiến'];
  return tableFile(`khen-thuong-${period}-${unitId}`, as, [head, ...lines]);
}
