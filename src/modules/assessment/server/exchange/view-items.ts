import { competencesOf, currentFramework } from '#modules/framework/index.ts';
import { lexiconOf } from '#platform/text/plain/lexicon.ts';
import type { ItemImportView, UnitItemList, UnitItemView } from '../../domain/exchange-contract.ts';
import { LEAST_TO_JUDGE } from '../../domain/calibration/recommend.ts';
import { type DraftFault, draftFaults } from '../../domain/exchange/draft-faults.ts';
import type { Exchanged } from '../../domain/exchange/exchanged.ts';
import { itemOf } from '../../domain/exchange/our-item.ts';
import { findLatestCalibration } from '../calibration.store.ts';
import { mayDo } from './act-on-item.ts';
import { ownImport } from './import-items.ts';
import { type Asking, editedUnit, ownItem } from './rights.ts';
import { sayFault } from './say-fault.ts';
import { findImport, listMoves, listUnitItems } from './unit-items.store.ts';

const faultsOf = (context: Asking, item: Exchanged): DraftFault[] =>
  draftFaults(itemOf(item, `${item.facts.competence}-u00000000`), lexiconOf(context.content()));
const errorsIn = (faults: readonly DraftFault[]): number =>
  faults.filter(({ severity }) => severity === 'error').length;

const competences = (context: Asking) =>
  competencesOf(currentFramework(context.content())).map(({ code, name }) => ({
    code,
    title: name[context.language],
  }));

/** A unit's own questions, what was changed last first. */
export async function readUnitItems(context: Asking, unitId: number): Promise<UnitItemList> {
  const { id, name } = await editedUnit(context, unitId);
  const [rows, last] = await Promise.all([
    listUnitItems(context.db, unitId),
    findLatestCalibration(context.db),
  ]);
  const reports = new Map(last?.report.items.map((one) => [one.id, one]));
  const counts: Record<string, number> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return {
    unit: { id, name },
    mayEdit: true,
    counts,
    competences: competences(context),
    items: rows.map((row) => ({
      id: row.id,
      ask: row.content.ask,
      type: row.content.content.type,
      competence: row.content.facts.competence ?? '',
      tier: row.content.facts.tier ?? 1,
      state: row.state,
      faults: row.state === 'draft' ? errorsIn(faultsOf(context, row.content)) : 0,
      answers: reports.get(row.id)?.answers ?? 0,
      updatedAt: row.updated_at.toISOString(),
    })),
  };
}

export async function readUnitItem(context: Asking, unitId: number, itemId: string): Promise<UnitItemView> {
  const { id, name } = await editedUnit(context, unitId);
  const row = await ownItem(context, unitId, itemId);
  const [moves, last, origin, may] = await Promise.all([
    listMoves(context.db, itemId),
    findLatestCalibration(context.db),
    findImport(context.db, row.import_id),
    mayDo(context, row),
  ]);
  const report = last?.report.items.find((one) => one.id === itemId);
  return {
    unit: { id, name },
    id: row.id,
    state: row.state,
    version: row.version,
    item: row.content as UnitItemView['item'],
    place: row.place,
    file: origin?.name ?? '',
    faults: faultsOf(context, row.content).map((fault) => sayFault(context.language, fault)),
    stood: {
      answers: report?.answers ?? 0,
      right: report ? report.right : null,
      difficulty: report ? report.estimate.difficulty : null,
      recommendation: report?.recommendation ?? null,
      needed: LEAST_TO_JUDGE,
    },
    may,
    moves: moves.map(({ act, done_at, why }) => ({ act, at: done_at.toISOString(), why })),
    competences: competences(context),
  };
}

export async function readItemImport(
  context: Asking,
  unitId: number,
  importId: string,
): Promise<ItemImportView> {
  const { id, name } = await editedUnit(context, unitId);
  const row = await ownImport(context, unitId, importId);
  const { taken, refused } = row.found;
  return {
    unit: { id, name },
    id: row.id,
    name: row.name,
    format: row.format,
    done: row.confirmed_at && {
      at: row.confirmed_at.toISOString(),
      added: row.added ?? 0,
      known: row.known ?? 0,
    },
    taken: taken.map(({ place, item, left }) => ({
      place,
      ask: item.ask,
      type: item.content.type,
      competence: item.facts.competence ?? '',
      tier: item.facts.tier ?? 1,
      left: [...left],
      faults: errorsIn(faultsOf(context, item)),
    })),
    refused: refused.map((one) => ({ ...one })),
  };
}
