import type { Confirmation } from '#modules/credentials/server.ts';
import type { Unit } from '#modules/organisations/index.ts';
import type { Delivery } from './deliveries.store.ts';
import type { Field } from '../domain/scopes.ts';
import type { Told } from '../domain/told.ts';

/**
 * What a delivery says (Standard Webhooks: `type`, `timestamp`, `data`). It holds no number of a person and no birth
 * date, and name and result by domain only where the receiver has those fields.
 */
export function toTold(
  delivery: Pick<Delivery, 'kind' | 'created_at'>,
  confirmation: Confirmation,
  { home, fields }: { readonly home: Unit | undefined; readonly fields: readonly Field[] },
): Told {
  const { code, verifyUrl } = confirmation;
  const end = { revokedOn: confirmation.revokedOn, revokedReason: confirmation.revokedReason };
  const told = {
    unit: home ? { id: home.id, code: home.code, name: home.name } : null,
    title: confirmation.title,
    subject: confirmation.subject,
    group: { code: confirmation.groupCode, ...confirmation.group },
    ruleSet: { id: confirmation.ruleSetId, ...confirmation.ruleSet },
    issuer: confirmation.issuer,
    issuedOn: confirmation.issuedOn,
    evidence: confirmation.grade,
    ...(fields.includes('name') ? { name: confirmation.name } : {}),
    ...(fields.includes('domains')
      ? { domains: confirmation.domains.map(({ code: domain, level }) => ({ domain, level })) }
      : {}),
    demo: confirmation.demo,
  };
  return {
    type: delivery.kind,
    timestamp: delivery.created_at.toISOString(),
    data: { code, verifyUrl, ...(delivery.kind === 'confirmation.revoked' ? end : told) },
  };
}
