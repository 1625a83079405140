import type { Db, Tx } from '#platform/database/connect.ts';
import type { Identity } from '#platform/http/module.ts';
import type { EmulationTables } from './tables.ts';

type Reader = Db<EmulationTables> | Tx<EmulationTables>;
export type ProposalRow = EmulationTables['emulation.proposals'];

export const findProposal = (db: Reader, id: string): Promise<ProposalRow | undefined> =>
  db.selectFrom('emulation.proposals').selectAll().where('id', '=', id).executeTakeFirst();

export const lockProposal = (tx: Tx<EmulationTables>, id: string): Promise<ProposalRow | undefined> =>
  tx.selectFrom('emulation.proposals').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/** What a unit proposed in a period, and what it decides. */
export const listProposals = (db: Reader, unitId: number, period: string): Promise<ProposalRow[]> =>
  db
    .selectFrom('emulation.proposals')
    .selectAll()
    .where('period', '=', period)
    .where(({ or, eb }) => or([eb('unit_id', '=', unitId), eb('decider_id', '=', unitId)]))
    .orderBy('proposed_at')
    .orderBy('id')
    .execute();

export async function insertProposal(tx: Tx<EmulationTables>, row: ProposalRow): Promise<void> {
  await tx
    .insertInto('emulation.proposals')
    .values({ ...row, evidence: JSON.stringify(row.evidence) as never })
    .execute();
}

export async function updateProposal(
  tx: Tx<EmulationTables>,
  id: string,
  set: Partial<Pick<ProposalRow, 'state' | 'words' | 'decided_at' | 'decided_by'>>,
): Promise<void> {
  await tx.updateTable('emulation.proposals').set(set).where('id', '=', id).execute();
}

export const listProposalsOf = (db: Reader, { partKey, personId }: Identity): Promise<ProposalRow[]> =>
  db
    .selectFrom('emulation.proposals')
    .selectAll()
    .where('person_part', '=', partKey)
    .where('person_id', '=', personId)
    .orderBy('proposed_at')
    .orderBy('id')
    .execute();

export async function deleteProposalsOf(tx: Tx, { partKey, personId }: Identity): Promise<void> {
  await (tx as unknown as Tx<EmulationTables>)
    .deleteFrom('emulation.proposals')
    .where('person_part', '=', partKey)
    .where('person_id', '=', personId)
    .execute();
}
