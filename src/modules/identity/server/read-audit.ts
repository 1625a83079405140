import type { Context } from '#platform/http/context.ts';
import type { AuditLine } from '../domain/audit-contract.ts';
import { refuse } from '../domain/refusals.ts';
import { TOP_UNIT } from '../domain/roles.ts';
import { listLately, listLogins } from './audit.store.ts';
import { audit, verifyAllAudit } from './audit.ts';
import { administers } from './manage-staff.ts';
import type { IdentityTables } from './tables.ts';

type Asking = Context<IdentityTables>;
const PAGE = 100;

/** Reading the log is itself a line of the log. @throws Refusal identity/not-yours */
export async function readAudit(
  context: Asking,
  query: { readonly unitId?: number | undefined; readonly before?: string | undefined },
): Promise<{ lines: AuditLine[]; more: boolean }> {
  if (!(await administers(context, query.unitId ?? TOP_UNIT))) return refuse('not-yours');
  const rows = await listLately(context.db, query, PAGE + 1);
  const logins = await listLogins(context.db, [...new Set(rows.flatMap((row) => row.actor_id ?? []))]);
  await context.db.transaction().execute((tx) =>
    audit(tx, context, {
      action: 'identity.read-audit',
      ...(query.unitId === undefined ? {} : { unitId: query.unitId }),
    }),
  );
  return {
    lines: rows.slice(0, PAGE).map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      action: row.action,
      by: (row.actor_id && logins.get(row.actor_id)) ?? null,
      byKind: row.actor_id === null ? 'system' : logins.has(row.actor_id) ? 'staff' : 'resident',
      subjectId: row.subject_id,
      unitId: row.unit_id,
      detail: row.detail as Record<string, unknown>,
    })),
    more: rows.length > PAGE,
  };
}

/** @throws Refusal identity/not-yours for all but the administrator of the highest unit */
export async function checkAudit(context: Asking) {
  if (!(await administers(context, TOP_UNIT))) return refuse('not-yours');
  const verdicts = await verifyAllAudit(context.db);
  return {
    chains: verdicts.length,
    entries: verdicts.reduce((sum, verdict) => sum + (verdict.sound ? verdict.entries : 0), 0),
    faults: verdicts.flatMap((verdict) =>
      verdict.sound ? [] : [{ partKey: verdict.partKey, seq: verdict.seq, what: verdict.what }],
    ),
  };
}
