import { hasRole, requireRole } from '#modules/organisations/server.ts';
import type { Unit } from '#modules/organisations/index.ts';
import { NATION_ID } from '#modules/organisations/index.ts';
import type { Context } from '#platform/http/context.ts';
import { refuse } from '../../domain/refusals.ts';
import type { AssessmentTables } from '../tables.ts';
import { findUnitItem, type UnitItem } from './unit-items.store.ts';

export type Asking = Context<AssessmentTables>;
export const EDITORS = ['assessment-officer'] as const;

/** The unit, for whoever makes its questions. @throws Refusal organisations/not-found, organisations/sign-in-first */
export const editedUnit = (context: Asking, unitId: number): Promise<Unit> =>
  requireRole(context, EDITORS, unitId);

/** Whether the asker decides what reaches every test of the country. */
export const isNational = (context: Asking): Promise<boolean> => hasRole(context, EDITORS, NATION_ID);

/** @throws Refusal assessment/item-not-found also for another unit's */
export async function ownItem(context: Asking, unitId: number, id: string): Promise<UnitItem> {
  const item = await findUnitItem(context.db, id);
  return item?.unit_id === unitId ? item : refuse('item-not-found');
}

export const personOf = ({ actor }: Asking): string =>
  actor.kind === 'person' ? actor.personId : refuse('item-not-found');
