import { randomBytes } from 'node:crypto';
import { auditMany, readProfile } from '#modules/identity/server.ts';
import { currentFramework } from '#modules/framework/index.ts';
import type { Tx } from '#platform/database/connect.ts';
import { perDatabase, Together } from '#platform/database/together.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { announce } from '#platform/outbox/outbox.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { CODE_BYTES, makeCode, showCode } from '../domain/code.ts';
import type { Outcome } from '../domain/outcome.ts';
import { endOf } from '../domain/renewal.ts';
import { insertCredentials, markReplaced, type CredentialRow } from './credential.store.ts';
import { formFor } from './forms.ts';
import { deletePending } from './pending.store.ts';
import { listReplaced } from './replace.ts';
import { sealCredential } from './sealed.ts';
import { hashName, signBadge } from './sign.ts';
import { drawPlace } from './status.ts';
import type { CredentialsTables } from './tables.ts';
import { groupName } from './view.ts';

/**
 * Confirms a passed test: signs, seals, gives the code, and tells the others; all in one transaction, once for each
 * test. The caller has seen that the test was passed and that she has signed in and agreed.
 *
 * @returns id of the credential, or undefined when this test has confirmed her before
 */
export async function issueCredential(
  context: Context<CredentialsTables>,
  person: Identity,
  sessionId: string,
  passed: Outcome,
): Promise<string | undefined> {
  const { personId: _, brokeWaitingTime: __, lacksPractice: ___, ...outcome } = passed;
  const id = context.newId();
  const code = makeCode(randomBytes(CODE_BYTES));
  const issuedAt = new Date(Math.floor(context.now().getTime() / 1000) * 1000);
  const form = formFor(context.content(), outcome.ruleSetId);
  const { name } = await readProfile(context, person);
  const status = await drawPlace(context);
  const issuedOn = vietnamDay(issuedAt);
  const endsOn = outcome.validity ? endOf(issuedOn, outcome.validity.months) : null;
  const { jwt, keyId } = await signBadge(context, {
    id,
    subjectId: context.newId(),
    site: context.config.publicUrl,
    code: showCode(code),
    issuedAt,
    endsOn,
    outcome,
    form,
    framework: currentFramework(context.content()),
    groupName: groupName(context, outcome.group).vi,
    status,
    identity: name ? hashName(name) : undefined,
  });
  const content = { jwt, name, outcome: { ...outcome, finishedAt: outcome.finishedAt.toISOString() } };
  const sealed = await sealCredential(context, person, id, content);
  const row: CredentialRow = {
    part_key: person.partKey,
    id,
    person_id: person.personId,
    session_id: sessionId,
    rule_set: outcome.ruleSetId,
    group_code: outcome.group,
    form: form.id,
    code,
    issued_at: issuedAt,
    issued_on: issuedOn,
    key_id: keyId,
    sealed,
    home_asked_at: null,
    revoked_at: null,
    revoked_reason: null,
    revoked_note: null,
    revoked_by: null,
    synthetic: false,
    status_list: status.list,
    status_slot: status.slot,
    ends_on: endsOn,
    replaced_by: null,
    replaced_at: null,
  };
  const earlier = await listReplaced(context, row, outcome);
  return (await confirmations(context.db).ask({ context, row, earlier })) ? id : undefined;
}

interface Confirmed {
  readonly context: Context<CredentialsTables>;
  readonly row: CredentialRow;
  /** Those of hers whose place it takes. */
  readonly earlier: readonly string[];
}

/** Confirmations that are ready at the same time are written in one transaction; one that fails is written alone and harms no other. */
const confirmations = perDatabase(
  (db: Context<CredentialsTables>['db']) =>
    new Together<Confirmed, boolean>(
      (all) => db.transaction().execute((tx) => writeAll(tx, all)),
      ({ row }) => `${row.person_id} ${row.session_id}`,
    ),
);

/** @returns for each whether it is new; false when this test has confirmed her before */
async function writeAll(tx: Tx<CredentialsTables>, all: readonly Confirmed[]): Promise<boolean[]> {
  const rows = all.map(({ row }) => row);
  const isNew = await insertCredentials(tx, rows);
  await deletePending(tx, rows);
  const fresh = all.filter(({ row }) => isNew.has(row.id));
  for (const { context, row, earlier } of fresh)
    if (earlier.length > 0) await markReplaced(tx, row, earlier, context.now());
  await auditMany(
    tx,
    fresh.map(({ context, row }) => ({
      context,
      note: {
        action: 'credentials.issue',
        subject: { partKey: row.part_key, personId: row.person_id },
        detail: { credentialId: row.id },
      },
    })),
  );
  await announce(
    tx,
    ...fresh.map(({ context, row }) => ({
      partKey: row.part_key,
      id: context.newId(),
      name: 'credentials.issued',
      payload: { personId: row.person_id, credentialId: row.id },
      at: context.now(),
    })),
  );
  return rows.map(({ id }) => isNew.has(id));
}
