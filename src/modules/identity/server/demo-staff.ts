import type { Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { TOP_UNIT } from '../domain/roles.ts';
import { createDemoStaff } from './create-staff.ts';
import { deleteSynthetic, listNumbered, markSynthetic } from './demo.store.ts';
import { hashIdentifier, openFor } from './person-keys.ts';
import { findByIdentifier } from './person.store.ts';
import { forgetSessions } from './session.ts';
import { findStaff } from './staff.store.ts';
import { unusedCode } from './totp.ts';

/** Of every invented member of staff; production refuses a database that has any. */
export const DEMO_PASSWORD = 'hoc so moi ngay';
const ADMINISTRATOR = 'quantri';

/** The administrator of a demonstration; other modules add theirs with `createDemoStaff`. */
export async function loadDemoStaff(services: Services): Promise<void> {
  await createDemoStaff(services, {
    login: ADMINISTRATOR,
    name: 'Quản trị mẫu',
    password: DEMO_PASSWORD,
    grants: [{ role: 'administrator', unitId: TOP_UNIT }],
  });
}

export async function removeSynthetic({ db }: Services): Promise<void> {
  await db.transaction().execute((tx) => deleteSynthetic(tx));
  forgetSessions();
}

/** The first digits of an identity number tell the province of birth; these are no province's, so nobody real has them. */
export const TRIAL_PROVINCE = '999';

/** Marks who came in through the trial provider as invented: known by the number, whenever it was. */
export async function markTrialResidents(services: Services): Promise<void> {
  const trial: Identity[] = [];
  for (const one of await listNumbered(services.db)) {
    const number = await openFor(services, one, 'identity.national-id', one.sealed);
    if (number.startsWith(TRIAL_PROVINCE)) trial.push(one);
  }
  await services.db.transaction().execute((tx) => markSynthetic(tx, trial));
}

/** How to sign in as staff of a demonstration, for the terminal of this machine. */
export async function greetStaff(services: Services): Promise<string[]> {
  if (!services.config.demo) return [];
  const person = await findByIdentifier(services.db, hashIdentifier(services.master, 'login', ADMINISTRATOR));
  const staff = person && (await findStaff(services.db, person));
  const code = staff?.totp_sealed
    ? unusedCode(
        await openFor(services, person!, 'identity.totp', staff.totp_sealed),
        staff.totp_step,
        services.now(),
      )
    : undefined;
  return [
    `Residents sign in at ${services.config.publicUrl}/dang-nhap and choose one of the invented people.`,
    `Staff sign in at ${services.config.publicUrl}/can-bo/dang-nhap as ${ADMINISTRATOR}, password "${DEMO_PASSWORD}",` +
      ` ${code ? `code ${code} now, later ones` : 'code'} on that page.`,
  ];
}
