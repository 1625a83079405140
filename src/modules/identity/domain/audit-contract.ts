import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { UnitId, Uuid } from './contract.ts';

const unitId = v.pipe(NumberText, UnitId);

export const AuditLine = v.object({
  id: v.string(),
  at: v.string(),
  action: v.string(),
  /** Login name of the member of staff; null for residents and for the program itself. */
  by: v.nullable(v.string()),
  byKind: v.picklist(['staff', 'resident', 'system']),
  /** Who it is about; an id, no name. */
  subjectId: v.nullable(v.string()),
  unitId: v.nullable(v.number()),
  detail: v.record(v.string(), v.unknown()),
});
export type AuditLine = v.InferOutput<typeof AuditLine>;

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/identity/audit',
  summary: 'The audit log of one unit, or for the administrator of the highest unit of all, newest first.',
  query: v.strictObject({
    unitId: v.optional(unitId),
    /** Only those before the line with this id. */
    before: v.optional(Uuid),
  }),
  output: v.object({ lines: v.array(AuditLine), more: v.boolean() }),
  refusals: ['identity/not-yours'],
});

export const checkAudit = endpoint({
  method: 'GET',
  path: '/api/identity/audit/check',
  summary: 'Follows every chain of the audit log; finds the first entry of each that was changed or removed.',
  output: v.object({
    chains: v.number(),
    entries: v.number(),
    faults: v.array(v.object({ partKey: v.number(), seq: v.number(), what: v.string() })),
  }),
  refusals: ['identity/not-yours'],
});
