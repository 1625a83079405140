import { createPrivateKey, randomBytes, type JsonWebKey, type KeyObject } from 'node:crypto';

import { currentFramework } from '#modules/framework/index.ts';
import { insertMany } from '#platform/database/insert-many.ts';
import type { Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { CODE_BYTES, makeCode, showCode } from '../domain/code.ts';
import type { RevocationReason } from '../domain/contract.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { StatusPlace } from '../domain/status.ts';
import { deleteSynthetic } from './demo.store.ts';
import { formFor } from './forms.ts';
import { insertKey } from './key.store.ts';
import { generateKey } from './keys.ts';
import { sealCredential } from './sealed.ts';
import { hashName, signWith } from './sign.ts';
import { drawPlace } from './status.ts';
import { markSlot } from './status.store.ts';
import { groupName } from './view.ts';

/** A test that an invented person passed. */
export interface DemoCredential extends Identity {
  readonly name: string;
  readonly sessionId: string;
  readonly outcome: Outcome;
  /** null while it waits for her word. */
  readonly issuedAt: Date | null;
  readonly revoked?: DemoRevocation;
}
export interface DemoRevocation {
  readonly at: Date;
  readonly reason: RevocationReason;
  readonly note: string;
  readonly by: string;
}

const AT_ONCE = 32;

/**
 * Confirms what invented people passed: signed as every other credential is, by a key of the past whose private half is
 * gone when this returns.
 *
 * @param since from when the key signed; until now
 */
export async function insertDemoCredentials(
  services: Services,
  passed: readonly DemoCredential[],
  since: Date,
  idAt: (at: Date) => string,
): Promise<number> {
  const { id, publicJwk, privateJwk } = generateKey();
  const signing = { id, key: createPrivateKey({ key: privateJwk as JsonWebKey, format: 'jwk' }) };
  const rows: Record<string, unknown>[] = [];
  const places = new Map<DemoCredential, StatusPlace>();
  for (const one of passed) if (one.issuedAt) places.set(one, await drawPlace(services));
  for (let start = 0; start < passed.length; start += AT_ONCE) {
    const some = passed.slice(start, start + AT_ONCE);
    rows.push(
      ...(await Promise.all(some.map((one) => toRow(services, signing, one, places.get(one), idAt)))).flat(),
    );
  }
  await services.db.transaction().execute(async (tx) => {
    const key = {
      id,
      public_jwk: publicJwk,
      private_sealed: null,
      valid_from: since,
      valid_to: services.now(),
      withdrawn_at: null,
    };
    await insertKey(tx, key);
    await insertMany(tx, 'credentials.credentials', rows);
    for (const [one, place] of places) if (one.revoked) await markSlot(tx, place);
    await insertMany(
      tx,
      'credentials.verifications',
      rows.map((row) => ({ code: row['code'], part_key: row['part_key'], credential_id: row['id'] })),
    );
    await insertMany(
      tx,
      'credentials.pending',
      passed.flatMap((one) =>
        one.issuedAt
          ? []
          : [
              {
                part_key: one.partKey,
                person_id: one.personId,
                session_id: one.sessionId,
                noted_at: one.outcome.finishedAt,
              },
            ],
      ),
    );
  });
  return rows.length;
}

async function toRow(
  services: Services,
  signing: { readonly id: string; readonly key: KeyObject },
  passed: DemoCredential,
  status: StatusPlace | undefined,
  idAt: (at: Date) => string,
): Promise<Record<string, unknown>[]> {
  if (!passed.issuedAt || !status) return [];
  const { personId: _, brokeWaitingTime: __, ...outcome } = passed.outcome;
  const issuedAt = new Date(Math.floor(passed.issuedAt.getTime() / 1000) * 1000);
  const id = idAt(issuedAt);
  const code = makeCode(randomBytes(CODE_BYTES));
  const form = formFor(services.content(), outcome.ruleSetId);
  const jwt = signWith(signing, {
    id,
    subjectId: idAt(issuedAt),
    site: services.config.publicUrl,
    code: showCode(code),
    issuedAt,
    endsOn: null,
    outcome,
    form,
    framework: currentFramework(services.content()),
    groupName: groupName(services, outcome.group).vi,
    status,
    identity: hashName(passed.name),
  });
  const content = {
    jwt,
    name: passed.name,
    outcome: { ...outcome, finishedAt: outcome.finishedAt.toISOString() },
  };
  const { revoked } = passed;
  return [
    {
      part_key: passed.partKey,
      id,
      person_id: passed.personId,
      session_id: passed.sessionId,
      rule_set: outcome.ruleSetId,
      group_code: outcome.group,
      form: form.id,
      code,
      issued_at: issuedAt,
      issued_on: vietnamDay(issuedAt),
      key_id: signing.id,
      sealed: await sealCredential(services, passed, id, content),
      home_asked_at: null,
      revoked_at: revoked?.at ?? null,
      revoked_reason: revoked?.reason ?? null,
      revoked_note: revoked?.note ?? null,
      revoked_by: revoked?.by ?? null,
      synthetic: true,
      status_list: status.list,
      status_slot: status.slot,
      ends_on: null,
      replaced_by: null,
      replaced_at: null,
    },
  ];
}

export async function removeDemoCredentials(
  { db }: Pick<Services, 'db'>,
  people: readonly Identity[],
): Promise<void> {
  await db.transaction().execute((tx) => deleteSynthetic(tx, people));
}
