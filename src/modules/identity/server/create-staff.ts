import { randomBytes } from 'node:crypto';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { refuse } from '../domain/refusals.ts';
import type { Role } from '../domain/roles.ts';
import { audit, type AuditContext } from './audit.ts';
import { digest } from './begin-sign-in.ts';
import { insertGrant } from './grants.store.ts';
import { hashPassword, refuseWeak } from './password.ts';
import { createPerson } from './people.ts';
import { hashIdentifier, sealFor } from './person-keys.ts';
import { takeIdentifier } from './person.store.ts';
import { drawPartKey, forgetSessions } from './session.ts';
import { endInvitations, insertInvitation, insertStaff, updateStaff } from './staff.store.ts';
import { newTotpSecret } from './totp.ts';

const DAYS = 7;

export interface NewStaff {
  readonly login: string;
  readonly name: string;
  readonly grants: readonly { readonly role: Role; readonly unitId: number }[];
  readonly personId?: string;
  readonly synthetic?: boolean;
}

type Making = Pick<Services, 'master' | 'now' | 'newId'> & AuditContext;

/**
 * Makes a member of staff without a password: she sets her own with an invitation.
 *
 * @throws Refusal identity/login-taken
 */
export async function createStaff(tx: Tx, context: Making, staff: NewStaff): Promise<Identity> {
  const person = { partKey: drawPartKey(), personId: staff.personId ?? context.newId() };
  const hash = hashIdentifier(context.master, 'login', staff.login);
  if (!(await takeIdentifier(tx, { hash, kind: 'login', person, sealed: null }))) refuse('login-taken');
  const services = { ...context, db: tx };
  await createPerson(services, {
    ...person,
    id: person.personId,
    kind: 'staff',
    profile: { name: staff.name, birthDate: null },
    synthetic: staff.synthetic ?? false,
  });
  const totpPending = await sealFor(services, person, 'identity.totp', newTotpSecret());
  await insertStaff(tx, { person, login: staff.login, passwordHash: null, totpPending });
  for (const { role, unitId } of staff.grants) {
    const id = context.newId();
    await insertGrant(tx, { person, id, role, unitId, by: actorId(context), at: context.now() });
    await audit(tx, context, { action: 'identity.grant-role', subject: person, unitId, detail: { role } });
  }
  return person;
}

export const actorId = ({ actor }: AuditContext): string | null =>
  actor.kind === 'person' ? actor.personId : null;

/** A one-time link, good for seven days; earlier ones end, and a new second factor waits to be taken. */
export async function createInvitation(tx: Tx, context: Making, person: Identity) {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(context.now().getTime() + DAYS * 86_400_000);
  const secret = await sealFor({ db: tx, master: context.master }, person, 'identity.totp', newTotpSecret());
  await endInvitations(tx, person, context.now());
  await updateStaff(tx, person, { totp_pending_sealed: secret });
  await insertInvitation(tx, { tokenHash: digest(token), person, createdBy: actorId(context), expiresAt });
  await audit(tx, context, { action: 'identity.invite', subject: person });
  return { ...person, path: `/can-bo/thu-moi/${token}`, expiresAt: expiresAt.toISOString() };
}

/** Gives a password and a second factor at once: for commands and demonstrations, where no invitation can be read. */
export async function setCredentials(
  tx: Tx,
  context: Making,
  person: Identity,
  given: { readonly login: string; readonly password: string; readonly totpSecret: string },
): Promise<void> {
  refuseWeak(given.password, given.login);
  await updateStaff(tx, person, {
    password_hash: await hashPassword(given.password),
    totp_sealed: await sealFor({ db: tx, master: context.master }, person, 'identity.totp', given.totpSecret),
    totp_pending_sealed: null,
  });
}

const system = (services: Services): Making => ({ ...services, actor: { kind: 'nobody' } });

/**
 * The first administrator, from the command line.
 *
 * @param admin.unitId the unit at the top of her reach
 * @param admin.password given: the account works at once and the second factor's secret comes back; else an invitation
 * @throws Refusal identity/login-taken, identity/weak-password
 */
export async function createAdmin(
  services: Services,
  admin: {
    readonly login: string;
    readonly unitId: number;
    readonly name?: string;
    readonly password?: string;
  },
): Promise<
  | { readonly kind: 'ready'; readonly person: Identity; readonly totpSecret: string }
  | { readonly kind: 'invited'; readonly person: Identity; readonly path: string; readonly expiresAt: string }
> {
  return (services.db as Db).transaction().execute(async (tx) => {
    const context = system(services);
    const person = await createStaff(tx, context, {
      login: admin.login,
      name: admin.name ?? admin.login,
      grants: [{ role: 'administrator', unitId: admin.unitId }],
    });
    if (admin.password === undefined) {
      return { kind: 'invited', person, ...(await createInvitation(tx, context, person)) };
    }
    const totpSecret = newTotpSecret();
    await setCredentials(tx, context, person, { login: admin.login, password: admin.password, totpSecret });
    return { kind: 'ready', person, totpSecret };
  });
}

/**
 * Staff of a demonstration, with a known password; safe to repeat.
 *
 * @throws Error outside demo mode
 */
export async function createDemoStaff(
  services: Services,
  staff: NewStaff & { readonly password: string },
): Promise<void> {
  if (!services.config.demo) throw new Error('demo accounts exist in demo mode only');
  await (services.db as Db)
    .transaction()
    .execute(async (tx) => {
      const context = system(services);
      const person = await createStaff(tx, context, { ...staff, synthetic: true });
      await setCredentials(tx, context, person, { ...staff, totpSecret: newTotpSecret() });
    })
    .catch((error: unknown) => {
      if ((error as { code?: string }).code !== 'identity/login-taken') throw error;
    });
  forgetSessions();
}
