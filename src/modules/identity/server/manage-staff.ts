import type { Context, Person } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { refuse } from '../domain/refusals.ts';
import type { Role } from '../domain/roles.ts';
import type { NewInvitation, StaffPerson } from '../domain/staff-contract.ts';
import { audit, auditRead } from './audit.ts';
import { actorId, createInvitation, createStaff } from './create-staff.ts';
import {
  insertGrant,
  listAdministratorGrants,
  listGrantsOf,
  listHolders,
  lockGrants,
  updateGrantEnd,
} from './grants.store.ts';
import { readProfile } from './people.ts';
import { isWithin } from './registry.ts';
import { forgetSessions } from './session.ts';
import { findStaff } from './staff.store.ts';
import type { IdentityTables } from './tables.ts';

type Asking = Context<IdentityTables>;

/** Whether the one who asks administers a unit, directly or from above. */
export async function administers({ actor }: Asking, unitId: number): Promise<boolean> {
  if (actor.kind !== 'person') return false;
  for (const grant of actor.grants) {
    if (grant.role === 'administrator' && (await isWithin(unitId, grant.unitId))) return true;
  }
  return false;
}

/** @throws Refusal identity/not-yours for everybody who administers nothing */
function administrator({ actor }: Asking): Person {
  if (actor.kind !== 'person' || !actor.grants.some((grant) => grant.role === 'administrator')) {
    return refuse('not-yours');
  }
  return actor;
}

/**
 * A colleague all of whose roles lie within the reach of the one who asks: otherwise a ward's administrator could
 * invite a minister's anew and become her.
 *
 * @throws Refusal identity/not-yours, identity/above-yourself
 */
async function colleague(context: Asking, person: Identity) {
  administrator(context);
  const staff = await findStaff(context.db, person);
  if (!staff) return refuse('not-yours');
  const grants = await listGrantsOf(context.db, person);
  const within = await Promise.all(grants.map((grant) => administers(context, grant.unit_id)));
  if (grants.length > 0 && !within.includes(true)) return refuse('not-yours');
  if (within.includes(false)) return refuse('above-yourself');
  return { staff, grants };
}

/** People with a role at one unit. @throws Refusal identity/not-yours */
export async function listStaff(context: Asking, unitId: number): Promise<{ people: StaffPerson[] }> {
  administrator(context);
  if (!(await administers(context, unitId))) return refuse('not-yours');
  const people: StaffPerson[] = [];
  for (const person of await listHolders(context.db, unitId)) {
    const staff = await findStaff(context.db, person);
    if (!staff) continue;
    const { name } = await readProfile(context, person);
    const grants = await listGrantsOf(context.db, person);
    await auditRead(context, { subject: person, what: 'identity.staff', unitId });
    people.push({
      ...person,
      name,
      login: staff.login,
      state: staff.password_hash ? 'active' : 'invited',
      grants: grants.map((grant) => ({
        id: grant.id,
        role: grant.role,
        unitId: grant.unit_id,
        since: grant.granted_at.toISOString(),
      })),
    });
  }
  return { people: people.sort((a, b) => a.login.localeCompare(b.login)) };
}

/** @throws Refusal identity/not-yours, identity/above-yourself, identity/login-taken */
export async function inviteStaff(
  context: Asking,
  staff: {
    readonly id: string;
    readonly name: string;
    readonly login: string;
    readonly role: Role;
    readonly unitId: number;
  },
): Promise<NewInvitation> {
  await refuseBeyond(context, staff.unitId);
  return context.db.transaction().execute(async (tx) => {
    const { role, unitId } = staff;
    const person = await createStaff(tx, context, {
      ...staff,
      personId: staff.id,
      grants: [{ role, unitId }],
    });
    return createInvitation(tx, context, person);
  });
}

async function refuseBeyond(context: Asking, unitId: number): Promise<void> {
  administrator(context);
  if (!(await administers(context, unitId))) refuse('above-yourself');
}

/** @throws Refusal identity/not-yours, identity/above-yourself */
export async function inviteAgain(context: Asking, person: Identity): Promise<NewInvitation> {
  await colleague(context, person);
  return context.db.transaction().execute((tx) => createInvitation(tx, context, person));
}

/** @throws Refusal identity/not-yours, identity/above-yourself */
export async function grantRole(
  context: Asking,
  person: Identity,
  grant: { readonly id: string; readonly role: Role; readonly unitId: number },
): Promise<object> {
  const { grants } = await colleague(context, person);
  await refuseBeyond(context, grant.unitId);
  if (grants.some((one) => one.role === grant.role && one.unit_id === grant.unitId)) return {};
  await context.db.transaction().execute(async (tx) => {
    await insertGrant(tx, { ...grant, person, by: actorId(context), at: context.now() });
    const { role, unitId } = grant;
    await audit(tx, context, { action: 'identity.grant-role', subject: person, unitId, detail: { role } });
  });
  forgetSessions();
  return {};
}

/** @throws Refusal identity/not-yours, identity/above-yourself, identity/last-administrator */
export async function endGrant(context: Asking, person: Identity, grantId: string): Promise<object> {
  const { grants } = await colleague(context, person);
  const grant = grants.find((one) => one.id === grantId);
  if (!grant) return refuse('not-yours');
  await context.db.transaction().execute(async (tx) => {
    await lockGrants(tx);
    if (grant.role === 'administrator') {
      const others = (await listAdministratorGrants(tx)).filter((one) => one.id !== grantId);
      const reaching = await Promise.all(others.map((one) => isWithin(grant.unit_id, one.unit_id)));
      if (!reaching.includes(true)) refuse('last-administrator');
    }
    await updateGrantEnd(tx, person, grantId, context.now());
    const detail = { role: grant.role };
    await audit(tx, context, {
      action: 'identity.end-grant',
      subject: person,
      unitId: grant.unit_id,
      detail,
    });
  });
  forgetSessions();
  return {};
}
