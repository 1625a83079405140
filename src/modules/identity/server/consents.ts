import type { Db, Tx } from '#platform/database/connect.ts';
import { entriesOf } from '#platform/content/release.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { announce } from '#platform/outbox/outbox.ts';
import type { Consent } from '../domain/account-contract.ts';
import { consentKind } from '../domain/consent.ts';
import { refuse } from '../domain/refusals.ts';
import { audit } from './audit.ts';
import { findChoice, insertChoice, listChoices } from './consent.store.ts';
import type { IdentityTables } from './tables.ts';

type Asking = Context<IdentityTables>;

/** Whether the person's last word on a purpose was yes. Who never chose has not agreed. */
export async function hasConsent(db: Db | Tx, person: Identity, purpose: string): Promise<boolean> {
  return (await findChoice(db, person, purpose))?.given ?? false;
}

/** @throws Refusal identity/consent-needed with the purpose */
export async function requireConsent(db: Db | Tx, person: Identity, purpose: string): Promise<void> {
  if (!(await hasConsent(db, person, purpose))) refuse('consent-needed', { purpose });
}

/** Every purpose with its present words, and what the one who asks chose. */
export async function readConsents(context: Asking): Promise<{ consents: Consent[] }> {
  const { actor } = context;
  const choices = actor.kind === 'person' ? await listChoices(context.db, actor) : [];
  return {
    consents: entriesOf(context.content(), consentKind).map(({ value }) => {
      const last = choices.find((choice) => choice.purpose === value.purpose);
      return {
        ...value,
        given: last?.given ?? false,
        at: last?.at.toISOString() ?? null,
        changed: last?.given === true && last.text_version !== value.version,
      };
    }),
  };
}

/**
 * Writes a choice to the ledger. Agreeing needs the words of today; taking back needs nothing.
 *
 * @throws Refusal identity/resident-needed, identity/consent-unknown, identity/text-changed
 */
export async function chooseConsent(
  context: Asking,
  choice: {
    readonly id: string;
    readonly purpose: string;
    readonly version: string;
    readonly given: boolean;
  },
): Promise<object> {
  const { actor } = context;
  if (actor.kind !== 'person' || actor.anonymous) return refuse('resident-needed');
  const text = entriesOf(context.content(), consentKind).find(
    ({ value }) => value.purpose === choice.purpose,
  );
  if (!text) return refuse('consent-unknown');
  if (choice.given && text.value.version !== choice.version) return refuse('text-changed');
  await context.db.transaction().execute(async (tx) => {
    if (!(await insertChoice(tx, { ...choice, person: actor, at: context.now() }))) return;
    const { purpose, version, given } = choice;
    await audit(tx, context, {
      action: given ? 'identity.give-consent' : 'identity.withdraw-consent',
      subject: actor,
      detail: { purpose, version },
    });
    await announce(tx, {
      partKey: actor.partKey,
      id: context.newId(),
      name: 'identity.consent-changed',
      payload: { personId: actor.personId, purpose, given },
      at: context.now(),
    });
  });
  return {};
}
