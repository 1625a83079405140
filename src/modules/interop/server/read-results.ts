import { readConfirmation } from '#modules/credentials/server.ts';
import { audit } from '#modules/identity/server.ts';
import { requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import {
  MOST_RESULTS,
  RESULT_READERS,
  type Result,
  type ResultCount,
  type Results,
} from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { listAgreed, type ResultRow } from './results.store.ts';

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly group?: string | undefined;
}

/** What is asked for, one more than an answer holds when there are too many. @throws Refusal as {@link readResults} */
async function find(context: Context, unitId: number, { from, to, group }: Asked) {
  const unit = await requireRole(context, RESULT_READERS, unitId);
  if (from > to) return refuse('period-reversed');
  const tree = await treeOf(context.db);
  const units = [unitId, ...tree.descendants(unitId).map(({ id }) => id)];
  const rows = await listAgreed(context.db, { units, from, to, group, most: MOST_RESULTS + 1 });
  return { unit, tree, rows };
}

/** How many there are, {@link MOST_RESULTS} and one when there are more. @throws Refusal as `requireRole`; period-reversed (422) */
export async function countResults(context: Context, unitId: number, asked: Asked): Promise<ResultCount> {
  const { rows } = await find(context, unitId, asked);
  return { count: rows.length, most: MOST_RESULTS };
}

/**
 * Confirmations of a unit's people who agreed to handing on, by name. The log notes for each whose it is and who read it,
 * before anything leaves.
 *
 * @throws Refusal as `requireRole`; period-reversed (422); too-many-results (422)
 */
export async function readResults(context: Context, unitId: number, asked: Asked): Promise<Results> {
  const { from, to } = asked;
  const { unit, tree, rows } = await find(context, unitId, asked);
  if (rows.length > MOST_RESULTS) return refuse('too-many-results', { most: MOST_RESULTS });
  const found: { readonly row: ResultRow; readonly result: Result }[] = [];
  for (const row of rows) {
    const one = await readConfirmation(context, row.part_key, row.credential_id);
    if (!one) continue;
    const { name, subject, evidence, code, verifyUrl, issuer, issuedOn, revokedOn, domains } = one;
    const home = tree.find(row.home_unit_id ?? unitId) ?? unit;
    const result = {
      ...{ name, subject, evidence, code, verifyUrl, issuer, issuedOn, revokedOn, domains },
      unit: { id: home.id, name: home.name },
      group: { code: one.groupCode, ...one.group },
      ruleSet: { id: one.ruleSetId, ...one.ruleSet },
    };
    found.push({ row, result });
  }
  await context.db.transaction().execute(async (tx) => {
    // In the order of their chains, so that two who read at once do not wait for each other for ever.
    for (const { row } of [...found].sort((one, other) => one.row.part_key - other.row.part_key))
      await audit(tx, context, {
        action: 'interop.read-results',
        subject: { partKey: row.part_key, personId: row.person_id },
        unitId,
        detail: { credentialId: row.credential_id },
      });
  });
  const results = found
    .map(({ result }) => result)
    .sort(
      (one, other) =>
        (one.name ?? '').localeCompare(other.name ?? '', 'vi') || (one.code < other.code ? -1 : 1),
    );
  return { unit: { id: unit.id, name: unit.name }, from, to, results };
}
